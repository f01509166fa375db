import { type BusMessage, type BusSubscription, type Clock, StoreUnavailableError } from '@myevents/ports';

/** One message on its way to one group. */
export interface Delivery {
  readonly message: BusMessage;
  /** The dead letter it was replayed from. */
  readonly letterId?: string;
  /** Called once, when the group is done with it: it was handled, or lies among the dead letters. */
  readonly onDone: (how: 'handled' | 'dead') => void;
}

export interface GroupQueueOptions<D extends Delivery = Delivery> {
  readonly clock: Clock;
  /** A handler without its store (StoreUnavailableError) does not use up the last one: no message is at fault. */
  readonly attemptsMax: number;
  /** Before the second attempt; doubled before each further one. */
  readonly backoffMs: number;
  /** Keeps what failed `attempts` times; while it rejects, the message is tried again. */
  bury(delivery: D, failure: { readonly error: unknown; readonly attempts: number }): Promise<void>;
  report(error: unknown): void;
}

export interface GroupQueue<D extends Delivery = Delivery> {
  enqueue(delivery: D): void;
  /** Adds a member. The answer removes it: it gets no message from then on, and the answer resolves when its handlers have ended. */
  join(handle: BusSubscription['handle']): () => Promise<void>;
  /**
   * Forgets deliveries that the broker gives to somebody else from now on (a lost channel, a partition taken away): those that wait are
   * dropped without `onDone`; resolves when those being handled have ended, which are not tried again.
   */
  abandon(isGone: (delivery: D) => boolean): Promise<void>;
  /** How many deliveries are here, waiting or being handled: for back-pressure. */
  size(): number;
}

/** How many keys a member handles at once: enough to wait for disks side by side, and a bound. */
const keysPerMemberMax = 64;

/** So many handlers are begun before everything else in the process has its turn. */
const beginsPerTurn = 256;

const backoffMsMax = 30_000;

interface Member {
  readonly handle: BusSubscription['handle'];
  readonly running: Set<Promise<unknown>>;
}

/** The messages of one key, in order; the first is the one being handled, or resting before its next attempt. */
interface Lane<D extends Delivery> {
  readonly key: string;
  deliveries: D[];
  attempts: number;
  /** The first delivery is being handled or buried. */
  running: Promise<void> | undefined;
  /** The first delivery rests before its next attempt. */
  cancelRest: (() => void) | undefined;
  /** The first delivery was abandoned while it was being handled. */
  isFirstGone: boolean;
}

/** What one group has to do for one topic: each key in order, different keys side by side, the work shared among its members. */
export function createGroupQueue<D extends Delivery = Delivery>(options: GroupQueueOptions<D>): GroupQueue<D> {
  const lanes = new Map<string, Lane<D>>();
  const ready = new Set<Lane<D>>(); // neither being handled nor resting
  const members = new Set<Member>();
  let begins = 0;
  let size = 0;
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

  function begin(lane: Lane<D>, member: Member): void {
    const [delivery] = lane.deliveries;
    if (!delivery) return;
    const attempted = attempt(delivery, member).finally(() => {
      member.running.delete(attempted);
      schedule();
    });
    const running = attempted.then(async (failure) => conclude(lane, delivery, failure));
    member.running.add(attempted);
    lane.running = running;
  }

  async function attempt(delivery: D, member: Member): Promise<{ readonly error: unknown } | undefined> {
    try {
      await member.handle(delivery.message);
      return undefined;
    } catch (error) {
      options.report(error);
      return { error };
    }
  }

  async function conclude(lane: Lane<D>, delivery: D, failure: { readonly error: unknown } | undefined): Promise<void> {
    if (!failure) return finish(lane, 'handled');
    const isAtFault = !(failure.error instanceof StoreUnavailableError);
    lane.attempts = isAtFault ? lane.attempts + 1 : Math.min(lane.attempts + 1, options.attemptsMax - 1);
    if (lane.isFirstGone) finish(lane);
    else if (lane.attempts < options.attemptsMax) rest(lane);
    else await bury(lane, delivery, failure.error);
  }

  /** Takes no member's time: the next message of the key waits, everybody else's goes on. */
  async function bury(lane: Lane<D>, delivery: D, error: unknown): Promise<void> {
    try {
      await options.bury(delivery, { error, attempts: lane.attempts });
      finish(lane, 'dead');
    } catch (failure) {
      options.report(failure);
      lane.attempts = options.attemptsMax - 1;
      if (lane.isFirstGone) finish(lane);
      else rest(lane);
    }
  }

  function rest(lane: Lane<D>): void {
    const pauseMs = Math.min(options.backoffMs * 2 ** (lane.attempts - 1), backoffMsMax);
    lane.running = undefined;
    lane.cancelRest = options.clock.setTimer(() => {
      lane.cancelRest = undefined;
      ready.add(lane);
      schedule();
    }, pauseMs);
  }

  /** The first delivery of the lane is over; `how` is missing if it was abandoned and nobody is told. */
  function finish(lane: Lane<D>, how?: 'handled' | 'dead'): void {
    const done = lane.deliveries.shift();
    size -= 1;
    next(lane);
    if (how) done?.onDone(how);
  }

  function next(lane: Lane<D>): void {
    lane.attempts = 0;
    lane.running = undefined;
    lane.isFirstGone = false;
    if (lane.deliveries.length > 0) ready.add(lane);
    else {
      ready.delete(lane);
      lanes.delete(lane.key);
    }
    schedule();
  }

  function abandonLane(lane: Lane<D>, isGone: (delivery: D) => boolean): void {
    const [first] = lane.deliveries;
    const isFirstGone = first !== undefined && isGone(first);
    const isBusy = lane.running !== undefined;
    const kept = lane.deliveries.filter((delivery, n) => (n === 0 && isBusy) || !isGone(delivery));
    size -= lane.deliveries.length - kept.length;
    lane.deliveries = kept;
    if (!isFirstGone) return;
    if (isBusy) {
      lane.isFirstGone = true;
      return;
    }
    lane.cancelRest?.();
    lane.cancelRest = undefined;
    next(lane);
  }

  return {
    enqueue(delivery) {
      const { key } = delivery.message;
      const lane = lanes.get(key);
      size += 1;
      if (lane) {
        lane.deliveries.push(delivery);
        return;
      }
      const opened: Lane<D> = {
        key,
        deliveries: [delivery],
        attempts: 0,
        running: undefined,
        cancelRest: undefined,
        isFirstGone: false,
      };
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
    async abandon(isGone) {
      const abandoned = [...lanes.values()];
      for (const lane of abandoned) abandonLane(lane, isGone);
      await Promise.all(abandoned.flatMap(({ isFirstGone, running }) => (isFirstGone && running ? [running] : [])));
    },
    size: () => size,
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
