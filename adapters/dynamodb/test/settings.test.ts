import { describe, expect, it } from 'vitest';
import { describePlace, readSettings } from '../src/settings.ts';

describe('the URL of a store', () => {
  it('says prefix, region and endpoint', () => {
    expect(readSettings('dynamodb:///tickets?region=eu-central-1&endpoint=http://127.0.0.1:8000')).toEqual({
      prefix: 'tickets',
      region: 'eu-central-1',
      endpoint: 'http://127.0.0.1:8000',
    });
    expect(readSettings('dynamodb:')).toEqual({ prefix: 'myevents', region: undefined, endpoint: undefined });
  });

  it.each([
    ['dynamodb:///a?regoin=eu-west-1', '"regoin"'],
    ['dynamodb:///a?region=', '"region" is empty'],
    ['dynamodb:///a?region=x&region=y', '"region" is given twice'],
    ['dynamodb:///a/b', 'prefix'],
    ['dynamodb:///ü', 'prefix'],
    ['dynamodb://key:secret@host/a', 'no credentials'],
    ['dynamodb:///a?endpoint=localhost', '"endpoint"'],
    ['dynamodb:///a?endpoint=http://key:secret@localhost:8000', '"endpoint"'],
    ['mongodb://host/a', 'dynamodb:///PREFIX'],
  ])('%s is refused', (url, reason) => {
    expect(() => readSettings(url)).toThrow(RangeError);
    expect(() => readSettings(url)).toThrow(reason);
    expect(() => readSettings(url)).not.toThrow('secret@');
  });

  it('names the place without anything secret', () => {
    expect(describePlace(readSettings('dynamodb:///a?endpoint=http://127.0.0.1:8000'))).toBe('127.0.0.1:8000');
    expect(describePlace(readSettings('dynamodb:///a?region=eu-west-1'))).toBe('DynamoDB in eu-west-1');
  });
});
