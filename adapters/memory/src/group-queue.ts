import type { BusMessage, BusSubscription, Clock } from '@myevents/ports';

/** One message on its way to one group. */
export interface Delivery {
  readonly message: BusMessage;
  /** The dead letter it was replayed from. */
  readonly letterId?: string;
  /** Called once, when the group is done with it: it was handled, or lies among the dead letters. */
  readonly onDone: (how: 'handled' | 'dead') => void;
}

export interface GroupQueueOptions {
  readonly clock: Clock;
  readonly attemptsMax: number;
  /** Before the second attempt; doubled before each further one. */
  readonly backoffMs: number;
  /** Keeps what failed `attempts` times; while it rejects, the message is tried again. */
  bury(delivery: Delivery, failure: { readonly error: unknown; readonly attempts: number }): Promise<void>;
  report(error: unknown): void;
}

export interface GroupQueue {
  enqueue(delivery: Delivery): void;
  /** Adds a member. The answer removes it: it gets no message from then on, and the answer resolves when its handlers have ended. */
  join(handle: BusSubscription['handle']): () => Promise<void>;
}

/** How many keys a member handles at once: enough to wait for disks side by side, and a bound. */
const keysPerMemberMax = 64;

/** So many handlers are begun before everything else in the process has its turn. */
const beginsPerTurn = 256;

const backoffMsMax = 30_000;

interface Member {
  readonly handle: BusSubscription['handle'];
  readonly running: Set<Promise<void>>;
}

/** The messages of one key, in order; the first is the one being handled, or resting before its next attempt. */
interface Lane {
  readonly key: string;
  readonly deliveries: Delivery[];
  attempts: number;
}

/** What one group has to do for one topic: each key in order, different keys side by side, the work shared among its members. */
export function createGroupQueue(options: GroupQueueOptions): GroupQueue {
  const lanes = new Map<string, Lane>();
  const ready = new Set<Lane>(); // neither being handled nor resting
  const members = new Set<Member>();
  let begins = 0;
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    const turn = () => {
      isScheduled = false;
      work();
    };
    if (begins < beginsPerTurn) {
      queueMicrotask(turn);
    } else {
      begins = 0;
      setImmediate(turn);
    }
  }

  function work(): void {
    for (const lane of ready) {
      const member = idlest(members);
      if (!member) return; // the next handler that ends comes back here
      if (begins >= beginsPerTurn) return schedule();
      begins += 1;
      ready.delete(lane);
      begin(lane, member);
    }
  }

  function begin(lane: Lane, member: Member): void {
    const running = attempt(lane, member).finally(() => {
      member.running.delete(running);
      schedule();
    });
    member.running.add(running);
  }

  async function attempt(lane: Lane, member: Member): Promise<void> {
    const [delivery] = lane.deliveries;
    if (!delivery) return;
    try {
      await member.handle(delivery.message);
      finish(lane, 'handled');
    } catch (error) {
      lane.attempts += 1;
      options.report(error);
      if (lane.attempts < options.attemptsMax) rest(lane);
      else void bury(lane, delivery, error);
    }
  }

  /** Takes no member's time: the next message of the key waits, everybody else's goes on. */
  async function bury(lane: Lane, delivery: Delivery, error: unknown): Promise<void> {
    try {
      await options.bury(delivery, { error, attempts: lane.attempts });
      finish(lane, 'dead');
    } catch (failure) {
      options.report(failure);
      lane.attempts = options.attemptsMax - 1;
      rest(lane);
    }
  }

  function rest(lane: Lane): void {
    const pauseMs = Math.min(options.backoffMs * 2 ** (lane.attempts - 1), backoffMsMax);
    options.clock.setTimer(() => {
      ready.add(lane);
      schedule();
    }, pauseMs);
  }

  function finish(lane: Lane, how: 'handled' | 'dead'): void {
    const done = lane.deliveries.shift();
    lane.attempts = 0;
    if (lane.deliveries.length > 0) ready.add(lane);
    else lanes.delete(lane.key);
    schedule();
    done?.onDone(how);
  }

  return {
    enqueue(delivery) {
      const { key } = delivery.message;
      const lane = lanes.get(key);
      if (lane) {
        lane.deliveries.push(delivery);
        return;
      }
      const opened: Lane = { key, deliveries: [delivery], attempts: 0 };
      lanes.set(key, opened);
      ready.add(opened);
      schedule();
    },
    join(handle) {
      const member: Member = { handle, running: new Set() };
      members.add(member);
      schedule();
      return async () => {
        members.delete(member);
        await Promise.allSettled(member.running);
      };
    },
  };
}

/** The member with the fewest handlers under way; none if all have their hands full. */
function idlest(members: ReadonlySet<Member>): Member | undefined {
  let best: Member | undefined;
  for (const member of members) {
    if (member.running.size >= keysPerMemberMax) continue;
    if (!best || member.running.size < best.running.size) best = member;
  }
  return best;
}
