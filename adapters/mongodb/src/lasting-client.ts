import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';

/** Beyond what its parts are allowed a check may take so much longer; then this is how often it is looked at. */
const marginMs = 2_000;
const retryMs = 1_000;

/**
 * Reopens a client that has stopped looking for its server, until it is disposed of, which closes the client. Drivers up to 7.8 can stop:
 * a check that begins on a connection that is lost, but of which that is not told yet, writes to a destroyed socket and waits for ever
 * until that takes more. When no server can be written to at this moment, none ever is found again.
 *
 * Whatever is under way then rejects, and the driver repeats none of it. Calls are refused until there is a server again.
 */
export function makeLasting(client: MongoClient): AsyncDisposable {
  let isClosed = false;
  let reopening: Promise<void> | undefined;

  async function reopen(): Promise<void> {
    while (!isClosed) {
      try {
        await client.close();
        await client.connect();
        return;
      } catch {
        await sleep(retryMs);
      }
    }
  }

  onStuckCheck(client, () => {
    reopening ??= reopen().finally(() => {
      reopening = undefined;
    });
  });
  return {
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await reopening;
      await client.close();
    },
  };
}

/** Calls back, again and again, while a check has neither succeeded nor failed in time and no server can be written to. */
function onStuckCheck(client: MongoClient, callBack: () => void): void {
  const { connectTimeoutMS, heartbeatFrequencyMS } = client.options;
  const checks = new Map<string, NodeJS.Timeout>();
  let isUsable = false;

  function end(address: string): void {
    clearTimeout(checks.get(address));
    checks.delete(address);
  }

  /** Not at once when the time is over: after a pause of the whole process, answers that came meanwhile are heard first. */
  function lookAfter(ms: number, address: string, isLate = false): void {
    const look = () => {
      if (isLate && !isUsable) callBack();
      lookAfter(marginMs, address, true);
    };
    checks.set(address, setTimeout(look, ms).unref());
  }

  client
    .on('topologyDescriptionChanged', ({ newDescription }) => {
      isUsable = [...newDescription.servers.values()].some(({ isWritable }) => isWritable);
    })
    .on('serverHeartbeatStarted', ({ connectionId: address, awaited }) => {
      end(address);
      // A server that can waits until something changes, else the check connects and asks.
      lookAfter(connectTimeoutMS + (awaited ? heartbeatFrequencyMS : connectTimeoutMS), address);
    })
    .on('serverHeartbeatSucceeded', ({ connectionId }) => end(connectionId))
    .on('serverHeartbeatFailed', ({ connectionId }) => end(connectionId))
    .on('serverClosed', ({ address }) => end(address));
}
