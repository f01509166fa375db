import type { JsonObject } from './json.ts';

/** CloudEvents 1.0, structured JSON, with the `partitionkey` extension (https://cloudevents.io). */
export interface CloudEvent<Data extends JsonObject = JsonObject> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The stream. */
  readonly partitionkey: string;
  readonly data: Data;
}

/** One bus message: the CloudEvents of one commit for one topic, in order. At most 200 KiB as JSON. */
export interface BusMessage {
  readonly topic: string;
  /** The stream: messages with the same key keep their order (per publisher and group). */
  readonly key: string;
  readonly events: readonly CloudEvent[];
}

/** Which groups listen to which topic. The publishing side declares all of them, so that a consumer that starts later loses nothing. */
export interface BusTopology {
  readonly topics: readonly {
    readonly name: string;
    /** Each group gets every message once; its members share the work. */
    readonly groups: readonly string[];
  }[];
}

export interface BusSubscription {
  readonly topics: readonly string[];
  /** Members of a group share the work, each key in order. Without a group every subscriber hears every message from now on. */
  readonly group?: string;
  /**
   * At least once. If it rejects, the message comes again with growing pauses without holding up other keys, and after
   * `attemptsMax` (8) of them goes to the group's dead letters; not while it rejects with StoreUnavailableError: then it comes
   * again until the store is back. Without a group a failure is reported and forgotten.
   */
  handle(message: BusMessage): Promise<void>;
  /** Called when messages may have been missed (the connection was lost and is back): caches are checked, polls read again. */
  onReconnect?(): void;
}

export interface DeadLetter {
  readonly id: string;
  readonly group: string;
  readonly message: BusMessage;
  readonly error: string;
  readonly attempts: number;
  /** Epoch milliseconds. */
  readonly failedAt: number;
}

export interface Bus extends AsyncDisposable {
  /**
   * Resolves when the broker is responsible for the messages: they survive its crash and reach every declared group.
   * The embedded bus keeps nothing on disk, so it resolves only when every group has handled them (or has their dead
   * letter): a message lost with the process is then published again from the log. Rejects when the broker is away.
   */
  publish(messages: readonly BusMessage[]): Promise<void>;
  /** Tells the ungrouped subscribers only, soon and perhaps never: for what the next message of its topic and key makes old. */
  broadcast(message: BusMessage): void;
  /**
   * Answers once nothing published from now on can be missed. Disposing of it waits for the handlers under way (so no handler
   * may wait for that); afterwards none is called, and what the group has not handled goes to its other members.
   */
  subscribe(subscription: BusSubscription): Promise<AsyncDisposable>;
  readonly deadLetters: {
    list(group: string): Promise<readonly DeadLetter[]>;
    /** Hands them to the group again; answers how many. One leaves the list when it is handled, not before: none is lost. */
    replay(group: string): Promise<number>;
  };
  /** Whether the broker can be reached now, with the reason if not; for /readyz. */
  health(): { readonly ok: true } | { readonly ok: false; readonly reason: string };
}
