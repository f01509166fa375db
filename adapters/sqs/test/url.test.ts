import { expect, it } from 'vitest';
import { readSqsUrl } from '../src/url.ts';

it('reads the address with what it leaves out', () => {
  expect(readSqsUrl('sqs:///myevents?region=eu-west-1')).toEqual({
    prefix: 'myevents',
    region: 'eu-west-1',
    mode: 'direct',
    waitSeconds: 5,
    broadcastCallsPerSecond: 20,
  });
  const full =
    'sqs:///p-1?region=us-east-1&mode=sns&endpoint=http://127.0.0.1:1&snsEndpoint=https://sns.example/&waitSeconds=20&broadcastCallsPerSecond=0';
  expect(readSqsUrl(full)).toEqual({
    prefix: 'p-1',
    region: 'us-east-1',
    mode: 'sns',
    endpoint: 'http://127.0.0.1:1',
    snsEndpoint: 'https://sns.example',
    waitSeconds: 20,
    broadcastCallsPerSecond: 0,
  });
});

it.each([
  ['sqs:myevents', /must look like/],
  ['amqp://host/x', /must look like/],
  ['sqs://key:secret@host/myevents?region=us-east-1', /no host or credentials/],
  ['sqs:///?region=us-east-1', /prefix/],
  ['sqs:///my_events?region=us-east-1', /prefix/],
  ['sqs:///a/b?region=us-east-1', /prefix/],
  ['sqs:///myevents', /region/],
  ['sqs:///myevents?region=us-east-1&mode=push', /mode/],
  ['sqs:///myevents?region=us-east-1&colour=secret', /unknown parameter colour/],
  ['sqs:///myevents?region=us-east-1&snsEndpoint=http://127.0.0.1:1', /mode=sns/],
  ['sqs:///myevents?region=us-east-1&endpoint=http://user:secret@127.0.0.1:1', /endpoint/],
  ['sqs:///myevents?region=us-east-1&endpoint=nowhere', /endpoint/],
  ['sqs:///myevents?region=us-east-1&waitSeconds=0', /waitSeconds/],
  ['sqs:///myevents?region=us-east-1&waitSeconds=21', /waitSeconds/],
  ['sqs:///myevents?region=us-east-1&broadcastCallsPerSecond=-1', /broadcastCallsPerSecond/],
])('refuses %s by naming the mistake', (url, mistake) => {
  expect(() => readSqsUrl(url)).toThrow(mistake);
  expect(() => readSqsUrl(url)).not.toThrow(/secret/);
});
