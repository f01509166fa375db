// Usage: appending-process.ts FOLDER WRITER RACES. Races the other writers for every version of one stream, then appends to
// its own stream until it is killed; says each outcome only once it is acknowledged.
import { randomUUID } from 'node:crypto';
import { openSqliteStore } from '../src/index.ts';

const [folder = '', writer = '', races = '0'] = process.argv.slice(2);
const collections = [{ name: 'notes', indexes: [{ name: 'by-writer', key: ['writer'], sort: 'version' }] }];
await using store = await openSqliteStore({ folder, service: 'race', collections });

function entryOf(stream: string, version: number) {
  const document = { writer, version, filling: 'x'.repeat(500) };
  const commit = { stream, version, id: randomUUID(), at: version, events: [{ type: 'Noted', writer }] };
  return { commit, documents: [{ collection: 'notes', id: `${stream}@${version}@${writer}`, version, document }] };
}

for (let version = 1; version <= Number(races); version += 1) {
  const [outcome] = await store.log.append([entryOf('common', version)]);
  if (outcome === 'committed') process.stdout.write(`won ${version}\n`);
}
process.stdout.write('raced\n');
for (let version = 1; races === '0'; version += 1) {
  const batch = ['a', 'b', 'c'].map((name) => entryOf(`${writer}/${name}`, version));
  await store.log.append(batch);
  process.stdout.write(`appended ${version}\n`);
}
