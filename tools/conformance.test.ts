import { busContract, eventLogContract } from '@myevents/ports/contract';
import { expect, it } from 'vitest';
import { conformanceTable } from './conformance.ts';

const [first, second] = eventLogContract.map(({ name }) => name);
const promise = first ?? '';

const rowOf = (table: string, start: string) => table.split('\n').find((line) => line.startsWith(`| ${start} |`));

it('has a row for every promise and a column for every engine that makes it', () => {
  const table = conformanceTable([{ engine: 'postgres', promise, isKept: true }]);
  expect(table).toContain('| Event log | sqlite | postgres | mongodb | dynamodb |');
  expect(table).toContain('| Bus | memory | rabbitmq | kafka | sqs direct | sqs sns |');
  for (const { name } of [...eventLogContract, ...busContract]) expect(rowOf(table, name)).toBeDefined();
  expect(rowOf(table, promise)).toBe(`| ${promise} | – | yes | – | – |`);
  expect(rowOf(table, second ?? '')).toBe(`| ${second} | – | – | – | – |`);
});

it('calls a promise broken that was broken once', () => {
  const table = conformanceTable([
    { engine: 'mongodb', promise, isKept: false },
    { engine: 'mongodb', promise, isKept: true },
  ]);
  expect(rowOf(table, promise)).toBe(`| ${promise} | – | – | **NO** | – |`);
  expect(rowOf(table, 'kept')).toBe(
    `| kept | ${['0', '0', '0', '0'].map((n) => `${n} of ${eventLogContract.length}`).join(' | ')} |`,
  );
});
