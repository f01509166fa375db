import type { Intercept } from '../src/index.ts';

type Step = <Answer extends { readonly output: object }>(name: string, next: () => Promise<Answer>) => Promise<Answer>;

/** Stands between the bus and its calls: `step` gets the name of each, `SendMessageBatch` say, and does it with `next` or not. */
export function intercepting(step: Step): Intercept {
  const nameOf = ({ commandName }: { readonly commandName?: string }) => `${commandName}`.replace(/Command$/, '');
  return ({ sqs, sns }) => {
    const at = { step: 'initialize' } as const;
    sqs.middlewareStack.add((next, context) => async (args) => step(nameOf(context), async () => next(args)), at);
    sns?.middlewareStack.add((next, context) => async (args) => step(nameOf(context), async () => next(args)), at);
  };
}

/** What a ReceiveMessage brought. */
export function countReceived({ output }: { readonly output: object }): number {
  return (output as { readonly Messages?: readonly object[] }).Messages?.length ?? 0;
}
