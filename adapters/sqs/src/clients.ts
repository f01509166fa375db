import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SqsSettings } from './url.ts';

export interface Clients extends Disposable {
  readonly sqs: SQSClient;
  /** Only with `mode=sns`. */
  readonly sns?: SNSClient;
}

/** Called with the clients before they are used, to add middleware: for tracing, and for tests that break something. */
export type Intercept = (clients: Pick<Clients, 'sqs' | 'sns'>) => void;

/** A long poll keeps a socket, so there have to be more than a process may have of them. */
const sockets = { keepAlive: true, maxSockets: 256 };

/** Retries are ours: the time that is left for a call, and what a failure means, only the caller knows. */
export function createClients({ region, endpoint, snsEndpoint, mode }: SqsSettings, intercept?: Intercept): Clients {
  const shared = {
    region,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, httpAgent: sockets, httpsAgent: sockets },
  };
  const sqs = new SQSClient({ ...shared, ...(endpoint === undefined ? {} : { endpoint }) });
  const sns =
    mode === 'direct' ? undefined : new SNSClient({ ...shared, ...(snsEndpoint ? { endpoint: snsEndpoint } : {}) });
  const clients = { sqs, ...(sns ? { sns } : {}) };
  intercept?.(clients);
  return {
    ...clients,
    [Symbol.dispose]() {
      sqs.destroy();
      sns?.destroy();
    },
  };
}
