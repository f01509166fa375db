import { randomBytes } from 'node:crypto';

/** Where the tests find the engines; the address of the bus as the product takes it. */
export const sqsUrl =
  process.env['TEST_SQS_URL'] ?? 'sqs:///myevents?region=us-east-1&endpoint=http://127.0.0.1:28324&mode=direct';
export const snsUrl =
  process.env['TEST_SNS_URL'] ??
  'sqs:///myevents?region=us-east-1&mode=sns&endpoint=http://127.0.0.1:28566&snsEndpoint=http://127.0.0.1:28566';

process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';

/** The same place under names of its own, where consumers stop within a second. */
export function freshUrl(url: string, parameters: Record<string, string> = {}): string {
  const fresh = new URL(url);
  fresh.pathname = `/test-${randomBytes(4).toString('hex')}`;
  for (const [name, value] of Object.entries({ waitSeconds: '1', ...parameters })) fresh.searchParams.set(name, value);
  return fresh.href;
}
