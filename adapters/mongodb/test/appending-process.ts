// Usage: appending-process.ts URL PREFIX. Appends to a few streams for ever, and says what was answered.
import { connectMongodb } from '../src/index.ts';
import { collections, entryOf } from './commits.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const connection = await connectMongodb(url);
const { log } = await connection.open({ service: 'bookings', collections });

await Promise.all(
  Array.from({ length: 6 }, async (_, writer) => {
    for (let n = 1; ; n += 1) {
      // A stream of its own each time, and one that goes on.
      const batch = [entryOf(`${prefix}/once-${writer}-${n}`, 1), entryOf(`${prefix}/on-${writer}`, n)];
      const outcomes = await log.append(batch);
      if (outcomes.some((outcome) => outcome !== 'committed')) throw new Error('somebody else writes here');
      for (const { commit } of batch) process.stdout.write(`${commit.stream}@${commit.version}\n`);
    }
  }),
);
