import { randomBytes } from 'node:crypto';

/** The broker under test, with the prefix left to each test. */
export const brokerUrl = process.env['TEST_RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';

/** The broker, and a prefix nobody has used. */
export function freshUrl(base: string = brokerUrl): string {
  const url = new URL(base);
  url.searchParams.set('prefix', `t${randomBytes(6).toString('hex')}`);
  return url.href;
}
