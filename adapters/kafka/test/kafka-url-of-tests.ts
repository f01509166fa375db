import { randomBytes } from 'node:crypto';

const usualUrl = 'kafka://127.0.0.1:9092/myevents';

/** The URL of the engine under test with a prefix nobody else uses, and few partitions, which are quicker made. */
export function freshUrl(): string {
  const url = process.env['TEST_KAFKA_URL'] ?? usualUrl;
  const [, place = ''] = /^(kafka:\/\/[^/]+)/.exec(url) ?? [];
  return `${place}/t${randomBytes(6).toString('hex')}?partitions=3`;
}
