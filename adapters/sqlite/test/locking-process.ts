// Usage: locking-process.ts FOLDER. Takes the folder and holds it until it is killed, or says why it cannot.
import { lockFolder } from '../src/index.ts';

try {
  await using lock = await lockFolder(process.argv[2] ?? '');
  process.stdout.write(`locked ${lock.folder}\n`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
} catch (error) {
  process.stdout.write(`refused ${String(error)}\n`);
}
