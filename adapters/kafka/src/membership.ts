import type { Consumer } from '@platformatic/kafka';
import { type Clients, closeClient, timing, within } from './clients.ts';

export interface MembershipOptions {
  readonly clients: Clients;
  readonly group: string;
  readonly topics: readonly string[];
  /** Lets go of all partitions but `kept`, before others get them. It may take a while, at most half of a session. */
  lose(kept: ReadonlySet<string>): Promise<void>;
  /** These are the member's partitions from now on. */
  own(assigned: ReadonlySet<string>): void;
  report(error: unknown): void;
}

/** This process as a member of a consumer group, as long as it is not left: who has which partition. Names are `topic:number`. */
export interface Membership {
  /** Under which the brokers take its commits. */
  identity(): { readonly memberId: string | null; readonly generationId: number };
  /** Its partitions go to others at once, if the brokers answer. */
  leave(): Promise<void>;
}

/** Others would take the member for dead if it held up a change for a whole session: it sends no heartbeat meanwhile. */
const losingMsMax = timing.sessionMs / 2;
const rejoinMs = 500;

/**
 * Cooperative: at a change a member goes on with what it keeps. It joins again without the rest, when nothing of that is
 * under way any more and it is committed; only then another member gets it.
 */
export function joinGroup(options: MembershipOptions): Membership {
  const client: Consumer = options.clients.member(options.group, beforeJoin);
  let joining: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let isLeaving = false;

  async function beforeJoin(): Promise<void> {
    const kept = new Set(namesOf(client.assignments));
    await within(losingMsMax, options.lose(kept)).catch(options.report);
  }

  function join(): void {
    if (isLeaving || joining) return;
    joining = client.joinGroup({}).then(
      () => {
        joining = undefined;
      },
      (error: unknown) => {
        joining = undefined;
        joinSoon(error);
      },
    );
  }

  /** The library gives up its membership when joining again fails, and says so with an event only. */
  function joinSoon(error: unknown): void {
    if (isLeaving || retry) return;
    options.report(error);
    retry = setTimeout(() => {
      retry = undefined;
      join();
    }, rejoinMs);
  }

  client.topics.trackAll(...options.topics);
  client.on('consumer:group:join', () => {
    if (!isLeaving) options.own(new Set(namesOf(client.assignments)));
  });
  (client as NodeJS.EventEmitter).on('error', joinSoon);
  client.on('consumer:heartbeat:stalled', ({ lastError }) =>
    joinSoon(lastError ?? new Error('No heartbeat got through.')),
  );
  join();

  return {
    identity: () => ({ memberId: client.memberId, generationId: client.generationId }),
    async leave() {
      isLeaving = true;
      clearTimeout(retry);
      // Whoever leaves while it joins would be waited for by the others until its session is over.
      const limitMs = client.isConnected() ? losingMsMax + 1_000 : rejoinMs;
      await within(limitMs, joining ?? Promise.resolve()).catch(() => {});
      await within(limitMs, Promise.resolve(client.leaveGroup(true))).catch(() => {});
      await closeClient(client);
    },
  };
}

function namesOf(assignments: Consumer['assignments']): readonly string[] {
  return (assignments ?? []).flatMap(({ topic, partitions }) => partitions.map((number) => `${topic}:${number}`));
}
