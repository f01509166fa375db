import { setTimeout as sleep } from 'node:timers/promises';
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

const lookEveryMs = 50;
const sends = /^(Publish|SendMessage)/;
const waiting: Record<'first' | 'later', (() => Promise<void>)[]> = { first: [], later: [] };
let isBusy = false;

async function takeTurns(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  for (let next = nextOne(); next; next = nextOne()) await next();
  isBusy = false;
}

function nextOne(): (() => Promise<void>) | undefined {
  return waiting.first.shift() ?? waiting.later.shift();
}

/** What takes messages out goes before what brings more: the longer a queue of moto's is, the slower is all it does. */
async function inTurn<Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  waiting[sends.test(name) ? 'later' : 'first'].push(() => work().then(resolve, reject));
  void takeTurns();
  return promise;
}

/**
 * moto answers side by side and locks nothing: of two requests at once one may overtake the other's message or make it vanish, and one
 * that waits for messages keeps the whole server busy. So all of this process go one after the other, and the waiting is done here.
 */
export const oneAtATime: Intercept = ({ sqs, sns }) => {
  const at = { step: 'initialize', priority: 'low' } as const;
  sns?.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) =>
        inTurn(commandName, () => next(args)),
    at,
  );
  sqs.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const { WaitTimeSeconds: seconds, ...input } = args.input as { WaitTimeSeconds?: number };
        if (seconds === undefined) return inTurn(commandName, () => next(args));
        const look = { input: { ...input, WaitTimeSeconds: 0 } as typeof args.input };
        const until = performance.now() + seconds * 1_000;
        for (;;) {
          const answer = await inTurn(commandName, () => next(look));
          if (countReceived(answer) > 0 || performance.now() >= until) return answer;
          await sleep(lookEveryMs);
        }
      },
    at,
  );
};

/** What a ReceiveMessage brought. */
export function countReceived({ output }: { readonly output: object }): number {
  return (output as { readonly Messages?: readonly object[] }).Messages?.length ?? 0;
}
