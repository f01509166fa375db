import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { commitBytesMax } from '../../event-log.ts';
import type { ContractCase } from '../contract-case.ts';
import { createRandom } from '../random.ts';
import { edgeTexts } from '../store-subject.ts';
import { until } from '../until.ts';
import { type BusSubject, createInbox, idOf, idsOfKey, messageOf, news, shared, work } from './messages.ts';

/** Who gets what, and in which order. */
export const deliveryCases: readonly ContractCase<BusSubject>[] = [
  {
    name: 'hands each message to every group, and to one member of it',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const [left, right] = [createInbox(), createInbox()];
      for (const bus of [one, two]) {
        await bus.subscribe({ topics: [shared], group: 'left', handle: left.handle });
        await bus.subscribe({ topics: [shared], group: 'right', handle: right.handle });
      }
      const messages = Array.from({ length: 40 }, (_, n) => messageOf(shared, `key${n % 20}`, n));
      await one.publish(messages);
      const count = () => left.messages.length + right.messages.length;
      await until(
        'both groups have everything',
        () => left.messages.length >= 40 && right.messages.length >= 40,
        count,
      );
      for (const inbox of [left, right]) assert.deepEqual(inbox.ids().toSorted(), messages.map(idOf).toSorted());
    },
  },
  {
    name: 'shares the work among the members of a group, each key in order',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const random = createRandom(1);
      const hasBegun = new Set<string>();
      const all = createInbox(async () => sleep(random() * 3));
      for (const [name, bus] of [['one', one] as const, ['two', two] as const]) {
        const handle = async (message: Parameters<typeof all.handle>[0]) => {
          hasBegun.add(name);
          await until('the other member has work as well', () => hasBegun.size === 2);
          await all.handle(message);
        };
        await bus.subscribe({ topics: [work], group: 'workers', handle });
      }
      const messages = Array.from({ length: 192 }, (_, n) => messageOf(work, `key${n % 64}`, n));
      await two.publish(messages);
      const count = () => new Set(all.ids()).size;
      await until('every message was handled', () => count() === messages.length, count);
      for (let key = 0; key < 64; key += 1) {
        assert.deepEqual(idsOfKey(all.messages, `key${key}`), idsOfKey(messages, `key${key}`));
      }
    },
  },
  {
    name: 'keeps the order of each key over many messages and several calls',
    async run({ open }) {
      await using bus = await open();
      const random = createRandom(2);
      const inbox = createInbox(async () => sleep(random() * 2));
      await bus.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      const messages = Array.from({ length: 500 }, (_, n) => messageOf(work, `key${n % 10}`, n));
      const published = [0, 100, 200, 300, 400].map(async (n) => bus.publish(messages.slice(n, n + 100)));
      await Promise.all(published);
      const count = () => new Set(inbox.ids()).size;
      await until('every message was handled', () => count() === messages.length, count);
      for (let key = 0; key < 10; key += 1) {
        assert.deepEqual(idsOfKey(inbox.messages, `key${key}`), idsOfKey(messages, `key${key}`));
      }
    },
  },
  {
    name: 'tells everything to every subscriber without a group',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const inboxes = [createInbox(), createInbox(), createInbox()] as const;
      await one.subscribe({ topics: [news, work], handle: inboxes[0].handle });
      await two.subscribe({ topics: [news], handle: inboxes[1].handle });
      await two.subscribe({ topics: [news], handle: inboxes[2].handle });
      await two.subscribe({ topics: [work], group: 'workers', handle: async () => {} });
      const messages = Array.from({ length: 20 }, (_, n) => messageOf(news, `key${n % 3}`, n));
      await one.publish([messageOf(work, 'other', 1)]);
      await two.publish(messages);
      await until('every subscriber heard all', () => inboxes.every((inbox) => inbox.messages.length >= 20));
      await until('the subscriber of both topics heard both', () => inboxes[0].has('other-1'));
      for (const inbox of inboxes) {
        for (const key of ['key0', 'key1', 'key2']) {
          assert.deepEqual(idsOfKey(inbox.messages, key), idsOfKey(messages, key));
        }
      }
      assert.ok(!inboxes[1].has('other-1'));
    },
  },
  {
    name: 'loses nothing for a group whose members come later',
    async run({ open }) {
      await using publisher = await open();
      const messages = Array.from({ length: 10 }, (_, n) => messageOf(work, `key${n % 2}`, n));
      const published = publisher.publish(messages); // the embedded bus answers only when they are handled
      await using late = await open();
      const inbox = createInbox();
      await late.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      await published;
      await until('the late member has everything', () => new Set(inbox.ids()).size === 10);
      assert.deepEqual(idsOfKey(inbox.messages, 'key0'), idsOfKey(messages, 'key0'));
      assert.deepEqual(idsOfKey(inbox.messages, 'key1'), idsOfKey(messages, 'key1'));
    },
  },
  {
    name: 'takes messages of two publishers, each in its order',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      await using consumer = await open();
      const inbox = createInbox();
      await consumer.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      const fromOne = Array.from({ length: 15 }, (_, n) => messageOf(work, 'common', n));
      const fromTwo = Array.from({ length: 15 }, (_, n) => messageOf(work, 'common', 100 + n));
      await Promise.all([one.publish(fromOne), two.publish(fromTwo)]);
      await until('both publishers were heard', () => new Set(inbox.ids()).size === 30);
      const ids = idsOfKey(inbox.messages, 'common');
      for (const messages of [fromOne, fromTwo]) {
        const own = messages.map(idOf);
        assert.deepEqual(
          ids.filter((id) => own.includes(id)),
          own,
        );
      }
    },
  },
  {
    name: 'broadcasts to the subscribers without a group, and to no group',
    async run({ open }) {
      await using one = await open();
      await using two = await open();
      const [member, here, there] = [createInbox(), createInbox(), createInbox()];
      await one.subscribe({ topics: [work], group: 'workers', handle: member.handle });
      await one.subscribe({ topics: [work], handle: here.handle });
      await two.subscribe({ topics: [work], handle: there.handle });
      let n = 0;
      await until('a broadcast was heard everywhere', () => {
        n += 1;
        one.broadcast(messageOf(work, 'soon', n));
        return here.messages.length > 0 && there.messages.length > 0;
      });
      await two.publish([messageOf(work, 'soon', 1_000_000)]);
      await until('the group has the published message', () => member.messages.length > 0);
      assert.deepEqual(new Set(member.ids()), new Set(['soon-1000000']));
    },
  },
  {
    name: 'carries messages as they are, up to 200 KiB',
    async run({ open }) {
      await using bus = await open();
      const inbox = createInbox();
      await bus.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      const emptyBytes = Buffer.byteLength(JSON.stringify(messageOf(work, 'large', 3, { text: '' })));
      const messages = [
        messageOf(work, 'edge', 1, { texts: edgeTexts, whole: 2 ** 53 - 1 }),
        messageOf(work, 'clé/%🎪', 2, { nested: { a: [null, true, { '': [] }] } }),
        messageOf(work, 'large', 3, { text: 'x'.repeat(commitBytesMax - emptyBytes) }),
        { ...messageOf(work, 'several', 4), events: [1, 2, 3].flatMap((n) => messageOf(work, 'several', n).events) },
      ];
      await bus.publish(messages);
      await until('all were carried', () => new Set(inbox.ids()).size === 4);
      for (const message of messages) {
        const received = inbox.messages.find((candidate) => idOf(candidate) === idOf(message));
        assert.deepEqual(received, message);
      }
    },
  },
  {
    name: 'takes an empty call, and refuses topics and groups nobody declared',
    async run({ open }) {
      await using bus = await open();
      await bus.publish([]);
      const handle = async () => {};
      await assert.rejects(bus.publish([messageOf('undeclared', 'a', 1)]), /undeclared/);
      await assert.rejects(bus.subscribe({ topics: ['undeclared'], handle }), /undeclared/);
      await assert.rejects(bus.subscribe({ topics: [work], group: 'undeclared', handle }), /undeclared/);
      assert.deepEqual(bus.health(), { ok: true });
    },
  },
];
