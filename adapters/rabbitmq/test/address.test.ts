import { describe, expect, it } from 'vitest';
import { parseAddress } from '../src/address.ts';
import { routingKeyOf } from '../src/names.ts';

describe('the URL of RabbitMQ', () => {
  it('tells all that is needed', () => {
    expect(parseAddress('amqps://us%40er:p%2Fw@broker.example:5999/our%2Fhost?prefix=shop')).toEqual({
      host: 'broker.example',
      port: 5999,
      isEncrypted: true,
      username: 'us@er',
      password: 'p/w',
      vhost: 'our/host',
      prefix: 'shop',
      label: 'broker.example:5999',
    });
  });

  it('may leave out what is usual', () => {
    expect(parseAddress('amqp://[::1]')).toMatchObject({
      host: '::1',
      port: 5672,
      username: 'guest',
      password: 'guest',
      vhost: '/',
      prefix: 'myevents',
      label: '[::1]:5672',
    });
    expect(parseAddress('amqps://broker/').port).toBe(5671);
  });

  it.each([
    ['amqp://u:sesame@broker/?prefx=a', /unknown parameter prefx/],
    ['amqp://u:sesame@broker/?prefix=a.b', /prefix/],
    ['amqp://u:sesame@broker/?prefix=', /prefix/],
    ['http://u:sesame@broker/', /should look like/],
    ['amqp://', /should look like/],
    ['amqp://u:sesame%zz@broker/', /percent-encoded|should look like/],
  ])('is refused with the mistake named and nothing secret: %s', (url, mistake) => {
    const parse = () => parseAddress(url);
    expect(parse).toThrow(RangeError);
    expect(parse).toThrow(mistake);
    expect(parse).not.toThrow(/sesame/);
  });
});

it('makes a routing key of any key that RabbitMQ takes', () => {
  for (const key of ['', 'a', 'é🎪', 'x'.repeat(512)]) expect(routingKeyOf(key)).toMatch(/^[0-9a-f]{40}$/);
  expect(routingKeyOf('a')).not.toBe(routingKeyOf('b'));
});
