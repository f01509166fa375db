import { expect, it } from 'vitest';
import { withPrefix } from './pairs.ts';

it.each([
  ['postgres://u:p@h:5432/db?x=1', 'postgres://u:p@h:5432/db?x=1&prefix=mine'],
  ['amqp://u:p@h:5672/vhost', 'amqp://u:p@h:5672/vhost?prefix=mine'],
  ['mongodb://h:27017/theirs?directConnection=true', 'mongodb://h:27017/mine?directConnection=true'],
  ['kafka://a:9092,b:9092/theirs?partitions=3', 'kafka://a:9092,b:9092/mine?partitions=3'],
  ['kafka://a:9092', 'kafka://a:9092/mine'],
  ['dynamodb:///theirs?region=r&endpoint=http://h:1/', 'dynamodb:///mine?region=r&endpoint=http://h:1/'],
  ['sqs:///theirs?region=r&mode=direct', 'sqs:///mine?region=r&mode=direct'],
])('puts the data of %s under a prefix', (url, expected) => {
  expect(withPrefix(url, 'mine')).toBe(expected);
});
