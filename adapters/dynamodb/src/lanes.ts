/** Bounds how many requests are under way; the others wait in order of arrival. */
export interface Lanes {
  /** Resolves with what gives the lane back; rejects with `whenStuck()` once that answers an error. */
  enter(): Promise<() => void>;
}

interface Waiter {
  readonly go: (leave: () => void) => void;
}

/** `whenStuck` is asked every `patienceMs` of waiting: undefined means that there is progress, and waiting goes on. */
export function createLanes(options: {
  readonly count: number;
  readonly patienceMs: number;
  readonly whenStuck: () => Error | undefined;
}): Lanes {
  const waiting = new Set<Waiter>();
  let free = options.count;

  function leave(): void {
    const [next] = waiting;
    if (!next) {
      free += 1;
      return;
    }
    waiting.delete(next);
    next.go(once(leave));
  }

  return {
    async enter() {
      if (free > 0) {
        free -= 1;
        return once(leave);
      }
      return new Promise((resolve, reject) => {
        const look = () => {
          const error = options.whenStuck();
          if (!error) return;
          clearInterval(timer);
          waiting.delete(waiter);
          reject(error);
        };
        const timer = setInterval(look, options.patienceMs);
        const waiter: Waiter = {
          go(leaveLane) {
            clearInterval(timer);
            resolve(leaveLane);
          },
        };
        waiting.add(waiter);
      });
    },
  };
}

function once(callback: () => void): () => void {
  let isCalled = false;
  return () => {
    if (!isCalled) callback();
    isCalled = true;
  };
}
