import { describe, expect, it } from 'vitest';
import { parseKafkaUrl } from '../src/kafka-url.ts';
import { createNames } from '../src/names.ts';

describe('the URL of Kafka', () => {
  it('names brokers and a prefix; the rest has defaults', () => {
    expect(parseKafkaUrl('kafka://one:9093,two,[::1]:9094/myevents')).toEqual({
      brokers: [
        { host: 'one', port: 9093 },
        { host: 'two', port: 9092 },
        { host: '::1', port: 9094 },
      ],
      prefix: 'myevents',
      partitions: 12,
      isEncrypted: false,
      label: 'one:9093,two,[::1]:9094',
    });
  });

  it('says how topics are made and who we are', () => {
    const address = parseKafkaUrl('kafka://us%40er:p%3Aw@one/x?partitions=6&replication=3&tls=true&sasl=scram-sha-512');
    expect(address).toMatchObject({ partitions: 6, replication: 3, isEncrypted: true, label: 'one' });
    expect(address.credentials).toEqual({ mechanism: 'SCRAM-SHA-512', username: 'us@er', password: 'p:w' });
    expect(parseKafkaUrl('kafka://a:b@one/x').credentials?.mechanism).toBe('PLAIN');
  });

  it.each([
    ['amqp://one/x', /should look like/],
    ['kafka://one', /should look like/],
    ['kafka:///x', /should look like/],
    ['kafka://one/', /prefix/],
    ['kafka://one/a.b', /prefix/],
    ['kafka://one:0/x', /host:port/],
    ['kafka://one,,two/x', /host:port/],
    ['kafka://one/x?partition=3', /unknown parameter partition;/],
    ['kafka://one/x?partitions=0', /partitions .* between 1 and/],
    ['kafka://one/x?replication=few', /replication .* between 1 and/],
    ['kafka://one/x?tls=yes', /tls .* true or false/],
    ['kafka://one/x?sasl=plain', /goes with user/],
    ['kafka://a:secret@one/x?sasl=gssapi', /sasl .* must be/],
    ['kafka://secret@one/x', /user:password@/],
    ['kafka://a:secret%@one/x', /percent-encoded/],
  ])('refuses %s', (url, message) => {
    expect(() => parseKafkaUrl(url)).toThrow(message);
    expect(() => parseKafkaUrl(url)).toThrow(expect.not.stringMatching('secret'));
    expect(() => parseKafkaUrl(url)).toThrow(RangeError);
  });
});

describe('names on Kafka', () => {
  it('start with the prefix and cannot meet', () => {
    const names = createNames('p', { topics: [{ name: 'dead', groups: ['broadcast', 'replay'] }] });
    const all = [
      names.topicOf('dead'),
      names.broadcastOf('dead'),
      names.replayOf('dead', 'broadcast'),
      names.replayOf('dead', 'replay'),
      names.deadOf('broadcast'),
      names.deadOf('replay'),
    ];
    expect(new Set(all).size).toBe(all.length);
    for (const name of all) expect(name).toMatch(/^p\./);
  });

  it('are refused where Kafka could not tell them apart', () => {
    expect(() => createNames('p', { topics: [{ name: 'a.b', groups: [] }] })).toThrow(/a\.b/);
    expect(() => createNames('p', { topics: [{ name: 'a', groups: [''] }] })).toThrow(RangeError);
  });
});
