import { setTimeout as pause } from 'node:timers/promises';

/** Chooses among gateways as a load balancer does: by what /readyz says, and by turns. */
export interface Balancer extends AsyncDisposable {
  /** The address of one that is ready. */
  next(): string;
}

const lookEveryMs = 100;

export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const ready = new Set<string>();
  let isStopped = false;
  let turn = 0;
  const look = async (url: string) => {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) ready.add(url);
    else ready.delete(url);
  };
  const watch = async (url: string) => {
    while (!isStopped) {
      await look(url);
      await pause(lookEveryMs);
    }
  };
  await Promise.all(urls.map(look));
  const watching = urls.map(watch);
  return {
    next() {
      const open = urls.filter((url) => ready.has(url));
      turn += 1;
      const chosen = open[turn % open.length];
      if (chosen === undefined) throw new Error('no gateway is ready');
      return chosen;
    },
    async [Symbol.asyncDispose]() {
      isStopped = true;
      await Promise.all(watching);
    },
  };
}
