import { type BulkWriteResult, MongoBulkWriteError, MongoNetworkError, MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { duplicatesIn, toStoreError } from '../src/mongo-failure.ts';

const secret = 'ann@example.com';
const nothingDone = { insertedCount: 0, getWriteConcernError: () => undefined } as unknown as BulkWriteResult;
const serverError = new MongoServerError({ code: 8, codeName: 'UnknownError', message: `cannot take ${secret}` });
const networkError = new MongoNetworkError('connection 3 to 10.0.0.1:27017 closed');

describe('what the driver throws', () => {
  it.each([
    ['the server’s', serverError, /^MongoDB h\/db: UnknownError \(8\)\.$/],
    [
      'the server’s in a bulk',
      new MongoBulkWriteError(serverError, nothingDone),
      /^MongoDB h\/db: UnknownError \(8\)\.$/,
    ],
    [
      'a refused write',
      new MongoBulkWriteError({ message: secret, code: 121 }, nothingDone),
      /MongoBulkWriteError \(121\)/,
    ],
    ['the connection’s', networkError, /cannot be used: connection 3 to 10\.0\.0\.1:27017 closed\.$/],
    ['the connection’s in a bulk', new MongoBulkWriteError(networkError, nothingDone), /connection 3 to 10\.0\.0\.1/],
  ])('%s is told without what was written', (_, error, reason) => {
    const failure = toStoreError('h/db', error);
    expect(failure).toMatchObject({ name: 'StoreUnavailableError', message: expect.stringMatching(reason) });
    expect(`${String(failure)} ${String((failure as Error).cause)}`).not.toContain(secret);
  });

  it('is left as it is if it is none of the driver’s', () => {
    const mistake = new RangeError('no limit');
    expect(toStoreError('h/db', mistake)).toBe(mistake);
  });

  it('is no duplicate key if anything else went wrong', () => {
    for (const error of [networkError, new MongoBulkWriteError(networkError, nothingDone), new RangeError('x')]) {
      expect(() => duplicatesIn(error)).toThrow(error);
    }
    const writeErrors = [11_000, 121].map((code, index) => ({ code, index, errmsg: secret }));
    const mixed = new MongoBulkWriteError(
      { message: secret, code: 11_000, writeErrors: writeErrors as never },
      nothingDone,
    );
    expect(() => duplicatesIn(mixed)).toThrow(mixed);
    const first = writeErrors.slice(0, 1) as never;
    expect(
      duplicatesIn(new MongoBulkWriteError({ message: secret, code: 11_000, writeErrors: first }, nothingDone)),
    ).toEqual(new Set([0]));
  });
});
