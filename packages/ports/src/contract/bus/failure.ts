import assert from 'node:assert/strict';
import type { ContractCase } from '../contract-case.ts';
import { until } from '../until.ts';
import {
  type BusSubject,
  contractRetries,
  createInbox,
  idOf,
  idsOfKey,
  messageOf,
  news,
  shared,
  work,
} from './messages.ts';

/** Handlers that fail, members that leave. */
export const failureCases: readonly ContractCase<BusSubject>[] = [
  {
    name: 'tries a failing handler again, without holding up other keys, and keeps the order behind it',
    async run({ open }) {
      await using bus = await open();
      const inbox = createInbox(async (message) => {
        if (message.key === 'bad' && !inbox.has('good-2')) throw new Error('not yet');
      });
      await bus.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      const messages = [
        messageOf(work, 'bad', 1),
        messageOf(work, 'bad', 2),
        messageOf(work, 'good', 1),
        messageOf(work, 'good', 2),
      ];
      await bus.publish(messages);
      await until('all were handled', () => new Set(inbox.ids()).size === 4);
      assert.deepEqual(idsOfKey(inbox.messages, 'bad'), ['bad-1', 'bad-2']);
      assert.deepEqual(await bus.deadLetters.list('workers'), []);
    },
  },
  {
    name: 'takes a handler that throws before it returns a promise for one that failed',
    async run({ open }) {
      await using bus = await open();
      const inbox = createInbox();
      let calls = 0;
      await bus.subscribe({
        topics: [work],
        group: 'workers',
        handle(message) {
          calls += 1;
          if (calls === 1) throw new Error('at once');
          return inbox.handle(message);
        },
      });
      await bus.publish([messageOf(work, 'a', 1)]);
      await until('it was tried again', () => inbox.has('a-1'));
      assert.equal(calls, 2);
    },
  },
  {
    name: 'puts what fails again and again among the dead letters of its group, goes on with its key, and replays it',
    async run({ open }) {
      await using bus = await open();
      let isBroken = true;
      let calls = 0;
      const inbox = createInbox(async (message) => {
        if (idOf(message) !== 'a-1') return;
        calls += 1;
        if (isBroken) throw new Error('broken for now');
      });
      const other = createInbox();
      await bus.subscribe({ topics: [shared], group: 'left', handle: inbox.handle });
      await bus.subscribe({ topics: [shared], group: 'right', handle: other.handle });
      const message = messageOf(shared, 'a', 1, { whole: 'message' });
      await bus.publish([message, messageOf(shared, 'a', 2)]);
      await until('the message is dead', async () => (await bus.deadLetters.list('left')).length === 1);
      await until('its key goes on', () => inbox.has('a-2') && other.messages.length === 2);
      const [letter] = await bus.deadLetters.list('left');
      assert.deepEqual(letter?.message, message);
      assert.equal(letter.group, 'left');
      assert.match(letter.error, /broken for now/);
      assert.equal(letter.attempts, contractRetries.attemptsMax);
      assert.equal(calls, contractRetries.attemptsMax);
      assert.ok(Number.isSafeInteger(letter.failedAt) && letter.failedAt > 0);
      assert.deepEqual(await bus.deadLetters.list('right'), [], 'the other group handled it');
      isBroken = false;
      await using operator = await open();
      assert.equal(await operator.deadLetters.replay('left'), 1);
      await until('it was handled', () => inbox.has('a-1'));
      await until('it left the list', async () => (await operator.deadLetters.list('left')).length === 0);
      assert.equal(await operator.deadLetters.replay('left'), 0);
      assert.equal(other.messages.length, 2, 'a replay concerns its group alone');
    },
  },
  {
    name: 'lists a replayed message again if it fails again',
    async run({ open }) {
      await using bus = await open();
      let calls = 0;
      const handle = async () => {
        calls += 1;
        throw new Error('always');
      };
      await bus.subscribe({ topics: [work], group: 'workers', handle });
      await bus.publish([messageOf(work, 'a', 1)]);
      await until('the message is dead', async () => (await bus.deadLetters.list('workers')).length === 1);
      await bus.deadLetters.replay('workers');
      await until('it was tried as often again', () => calls === 2 * contractRetries.attemptsMax);
      await until('it is listed, once', async () => {
        const letters = await bus.deadLetters.list('workers');
        return letters.length === 1 && letters[0]?.attempts === contractRetries.attemptsMax;
      });
    },
  },
  {
    name: 'forgets the failure of a subscriber without a group',
    async run({ open }) {
      await using bus = await open();
      let calls = 0;
      const inbox = createInbox(async () => {
        calls += 1;
        if (calls === 1) throw new Error('missed it');
      });
      await bus.subscribe({ topics: [news], handle: inbox.handle });
      await bus.publish([messageOf(news, 'a', 1)]);
      await bus.publish([messageOf(news, 'a', 2)]);
      await until('the next message was heard', () => inbox.has('a-2'));
      assert.deepEqual(inbox.ids(), ['a-2']);
    },
  },
  {
    name: 'calls no handler any more once its subscription is disposed of',
    async run({ open }) {
      await using bus = await open();
      const [gone, goneMember, stays, member] = [createInbox(), createInbox(), createInbox(), createInbox()];
      const listening = await bus.subscribe({ topics: [work], handle: gone.handle });
      const working = await bus.subscribe({ topics: [work], group: 'workers', handle: goneMember.handle });
      await bus.subscribe({ topics: [work], handle: stays.handle });
      await bus.publish([messageOf(work, 'a', 0)]);
      await until('both listeners heard it', () => gone.has('a-0') && stays.has('a-0') && goneMember.has('a-0'));
      await listening[Symbol.asyncDispose]();
      await working[Symbol.asyncDispose]();
      await bus.subscribe({ topics: [work], group: 'workers', handle: member.handle });
      await bus.publish(Array.from({ length: 20 }, (_, n) => messageOf(work, `key${n}`, n)));
      await until('the others have everything', () => stays.messages.length >= 21 && member.messages.length >= 20);
      assert.deepEqual(gone.ids(), ['a-0']);
      assert.deepEqual(goneMember.ids(), ['a-0']);
    },
  },
  {
    name: 'waits for the handler under way when a subscription is disposed of',
    async run({ open }) {
      await using bus = await open();
      const { promise: permission, resolve: permit } = Promise.withResolvers<void>();
      let hasBegun = false;
      const inbox = createInbox(async () => {
        hasBegun = true;
        await permission;
      });
      const working = await bus.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      const published = bus.publish([messageOf(work, 'a', 1)]);
      await until('the handler has begun', () => hasBegun);
      let isDisposed = false;
      const disposed = working[Symbol.asyncDispose]().then(() => {
        isDisposed = true;
      });
      assert.equal(isDisposed, false);
      permit();
      await disposed;
      assert.deepEqual(inbox.ids(), ['a-1']);
      await published;
    },
  },
  {
    name: 'gives to another member what a member had not handled when it left',
    async run({ open }) {
      const leaving = await open();
      await using staying = await open();
      let calls = 0;
      const handle = async () => {
        calls += 1;
        throw new Error('cannot');
      };
      await leaving.subscribe({ topics: [work], group: 'workers', handle });
      const messages = [messageOf(work, 'a', 1), messageOf(work, 'a', 2), messageOf(work, 'b', 1)];
      const published = staying.publish(messages);
      await until('the leaving member has tried', () => calls > 0);
      await leaving[Symbol.asyncDispose]();
      const inbox = createInbox();
      await staying.subscribe({ topics: [work], group: 'workers', handle: inbox.handle });
      await published;
      const isDead = async () => (await staying.deadLetters.list('workers')).length;
      await until('nothing is left', async () => new Set(inbox.ids()).size + (await isDead()) === 3);
      assert.equal(await isDead(), 0, 'the member left long before the last attempt');
      assert.deepEqual(idsOfKey(inbox.messages, 'a'), ['a-1', 'a-2']);
    },
  },
  {
    name: 'closes one connection without touching the subscribers of another',
    async run({ open }) {
      const closing = await open();
      await using staying = await open();
      const [member, listener, gone] = [createInbox(), createInbox(), createInbox()];
      await closing.subscribe({ topics: [work], handle: gone.handle });
      await staying.subscribe({ topics: [work], group: 'workers', handle: member.handle });
      await staying.subscribe({ topics: [work], handle: listener.handle });
      await closing[Symbol.asyncDispose]();
      await closing[Symbol.asyncDispose]();
      await assert.rejects(closing.publish([messageOf(work, 'a', 1)]));
      await assert.rejects(closing.subscribe({ topics: [work], handle: gone.handle }));
      await staying.publish([messageOf(work, 'a', 2)]);
      await until('the others heard it', () => member.has('a-2') && listener.has('a-2'));
      assert.deepEqual(gone.ids(), []);
    },
  },
];
