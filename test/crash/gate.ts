/** Where clients wait while they are not to ask for anything. */
export interface Gate {
  pass(): Promise<void>;
  close(): void;
  open(): void;
}

export function createGate(): Gate {
  let shut: PromiseWithResolvers<void> | undefined;
  return {
    pass: async () => shut?.promise,
    close() {
      shut ??= Promise.withResolvers<void>();
    },
    open() {
      shut?.resolve();
      shut = undefined;
    },
  };
}
