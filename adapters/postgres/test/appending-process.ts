// Usage: appending-process.ts URL WRITER RACES. Races the other writers for every version of one stream; with RACES 0 appends
// to streams of its own until it is killed. Says each outcome once it is acknowledged.
import { entryOf, openNotes } from './place.ts';

const [url = '', writer = '', races = '0'] = process.argv.slice(2);
await using store = await openNotes(url);

for (let version = 1; version <= Number(races); version += 1) {
  const [outcome] = await store.log.append([entryOf('common', version, writer)]);
  if (outcome === 'committed') process.stdout.write(`won ${version}\n`);
}
process.stdout.write('raced\n');
for (let version = 1; races === '0'; version += 1) {
  await store.log.append(['a', 'b', 'c'].map((name) => entryOf(`${writer}/${name}`, version, writer)));
  process.stdout.write(`appended ${version}\n`);
}
