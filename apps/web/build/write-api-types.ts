import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import openapiTs, { astToString } from 'openapi-typescript';

const cli = join(import.meta.dirname, '../../cli/src/main.ts');

/** Writes the types of the gateway's API, as its own `/openapi.json` says. An unchanged file is left alone. */
export async function writeApiTypes(file: string): Promise<void> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, 'openapi'], { maxBuffer: 50_000_000 });
  const types = astToString(await openapiTs(stdout, { rootTypes: true, rootTypesNoSchemaPrefix: true }));
  const text = `// Made from /openapi.json by \`npm run build -w @myevents/web\`.\n${types}`;
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
