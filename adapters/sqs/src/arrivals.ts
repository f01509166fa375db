import type { Outgoing, Sender } from './sender.ts';

/** What one call of `publish` has under way, and whether it gets anywhere. */
export interface Arrivals {
  send(sender: Sender, outgoing: Outgoing, signal: AbortSignal): Promise<void>;
  /** Whether on each way that is still used something has arrived since the last time this was asked, be it of others before us. */
  isMoving(): boolean;
}

interface Way {
  underWay: number;
  arrivedBefore: number;
}

export function createArrivals(): Arrivals {
  const ways = new Map<Sender, Way>();
  return {
    async send(sender, outgoing, signal) {
      const way = ways.get(sender) ?? { underWay: 0, arrivedBefore: sender.arrived() };
      ways.set(sender, way);
      way.underWay += 1;
      try {
        await sender.send(outgoing, signal);
      } finally {
        way.underWay -= 1;
      }
    },
    isMoving() {
      let isMoving = ways.size > 0;
      for (const [sender, way] of ways) {
        const arrived = sender.arrived();
        if (way.underWay > 0 && arrived === way.arrivedBefore) isMoving = false;
        way.arrivedBefore = arrived;
      }
      return isMoving;
    },
  };
}
