import { systemClock } from '@myevents/ports';
import { describe, expect, it, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { withoutSecrets } from '../src/engine-failure.ts';
import { engineExamples, engineMistake, openBus, openStores } from '../src/engines.ts';
import { ConfigError, Failure } from '../src/failure.ts';

vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');

/** What opening the engine of a setting rejects with. */
async function failureOf(setting: string, url: string): Promise<unknown> {
  const opening =
    setting === 'STORE_URL'
      ? openStores(url).then((stores) => stores.open({ service: 'events', collections: [] }))
      : openBus(url, { topology: { topics: [] }, clock: systemClock, onError: () => {} });
  return opening.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('an engine', () => {
  it.each([
    ['STORE_URL', 'sqlite:./data, postgres://…, mongodb://…, or dynamodb:///PREFIX?region=…&endpoint=…'],
    [
      'BUS_URL',
      'memory:, amqp://…, kafka://host:port,host:port/PREFIX, or sqs:///PREFIX?region=…&endpoint=…&mode=direct (or mode=sns&snsEndpoint=…)',
    ],
  ] as const)('is chosen by %s', (setting, examples) => {
    expect(engineExamples(setting)).toBe(examples);
  });

  it.each([
    ['STORE_URL', 'postgres://db/myevents'],
    ['STORE_URL', 'postgresql://ada:secret@db:5432/myevents?sslmode=require'],
    ['STORE_URL', 'mongodb://one:27017,two:27017/myevents?replicaSet=rs0'],
    ['STORE_URL', 'mongodb+srv://cluster.example/myevents'],
    ['STORE_URL', 'dynamodb:///myevents?region=eu-west-1'],
    ['BUS_URL', 'amqp://mq'],
    ['BUS_URL', 'amqps://ada:secret@mq:5671/host?prefix=mine'],
    ['BUS_URL', 'kafka://one:9092,two:9092/myevents'],
    ['BUS_URL', 'sqs:///myevents?region=eu-west-1&mode=sns'],
  ] as const)('of %s may be %s', (setting, url) => {
    expect(engineMistake(setting, url)).toBeUndefined();
  });

  it.each([
    ['STORE_URL', 'postgres:', 'postgres://…'],
    ['STORE_URL', 'mongodb:///myevents', 'mongodb://…'],
    ['STORE_URL', 'dynamodb://eu-west-1/myevents', 'dynamodb:///PREFIX?region=…&endpoint=…'],
    ['BUS_URL', 'amqp:mq', 'amqp://…'],
    ['BUS_URL', 'kafka://one:9092', 'kafka://host:port,host:port/PREFIX'],
    ['BUS_URL', 'sqs://eu-west-1', 'sqs:///PREFIX?region=…&endpoint=…&mode=direct'],
  ] as const)('of %s is not %s', (setting, url, example) => {
    expect(engineMistake(setting, url)).toContain(`it should look like ${example}`);
  });
});

describe('any store with any bus', () => {
  it.each([
    ['postgres://db/myevents', 'memory:', false],
    ['sqlite:./data', 'kafka://one:9092/myevents', true],
    ['dynamodb:///myevents?region=eu-west-1', 'amqp://mq', false],
  ])('goes in one process: %s and %s; the demo is filled in: %s', (STORE_URL, BUS_URL, DEMO) => {
    expect(readConfig({ env: { STORE_URL, BUS_URL } })).toMatchObject({ ROLE: 'all', STORE_URL, BUS_URL, DEMO });
    expect(readConfig({ env: { STORE_URL, BUS_URL, DEMO: 'true' } }).DEMO).toBe(true);
  });
});

describe('an engine that is not there', () => {
  it.concurrent.each([
    ['STORE_URL', 'postgres://ada:s3cr3t@127.0.0.1:9/myevents'],
    ['STORE_URL', 'mongodb://ada:s3cr3t@127.0.0.1:9/myevents?directConnection=true'],
    ['STORE_URL', 'dynamodb:///myevents?region=us-east-1&endpoint=http://127.0.0.1:9'],
    ['BUS_URL', 'amqp://ada:s3cr3t@127.0.0.1:9'],
    ['BUS_URL', 'kafka://ada:s3cr3t@127.0.0.1:9/myevents'],
    ['BUS_URL', 'sqs:///myevents?region=us-east-1&endpoint=http://127.0.0.1:9&mode=direct'],
  ])('is said with %s on one line, for %s', { timeout: 60_000 }, async (setting, url) => {
    const failure = await failureOf(setting, url);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).not.toBeInstanceOf(ConfigError);
    const { message } = failure as Failure;
    expect(message).toMatch(new RegExp(`^${setting}: [^\\n]*127\\.0\\.0\\.1:9[^\\n]*$`));
    expect(message).not.toContain('s3cr3t');
  });

  it.concurrent.each([
    ['STORE_URL', 'postgres://ada:s3cr3t@127.0.0.1/myevents?colour=red', 'colour'],
    ['STORE_URL', 'mongodb://ada:s3cr3t@127.0.0.1/my.events', 'my.events'],
    ['STORE_URL', 'dynamodb:///myevents?regoin=us-east-1', 'regoin'],
    ['BUS_URL', 'amqp://ada:s3cr3t@127.0.0.1?colour=red', 'colour'],
    ['BUS_URL', 'kafka://ada:s3cr3t@127.0.0.1/myevents?colour=red', 'colour'],
    ['BUS_URL', 'sqs:///myevents?region=us-east-1&mode=loud', 'mode'],
  ])('is not even looked for where %s is a mistake: %s', async (setting, url, word) => {
    const failure = await failureOf(setting, url);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as Failure).message).toMatch(new RegExp(`^${setting}: .*${word}`));
    expect((failure as Failure).message).not.toContain('s3cr3t');
  });
});

describe('what an engine says', () => {
  it.each([
    ['no answer from postgres://ada:s3cr%3Ft@db/x', 'no answer from ***'],
    ['ada:s3cr%3Ft@db is away', 'db is away'],
    ['password s3cr?t is wrong', 'password *** is wrong'],
    ['table s3cr?ts.commits is missing', 'table s3cr?ts.commits is missing'],
    ['one line\n  and another', 'one line and another'],
  ])('is told without the password: %s', (text, clean) => {
    expect(withoutSecrets(text, 'postgres://ada:s3cr%3Ft@db/x')).toBe(clean);
  });
});
