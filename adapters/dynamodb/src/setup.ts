import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type TableDescription,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { SetupMissingError, type SetupStep, StoreUnavailableError } from '@myevents/ports';
import { type Engine, settleAll } from './engine.ts';
import { isDenied, isNamed, isRefusal } from './failure.ts';
import type { TableDefinition } from './tables.ts';

/** A table takes seconds to become ACTIVE, an index of a filled table minutes. */
const setupMsMax = 600_000;
const lookEveryMs = { first: 20, max: 2_000 } as const;

/**
 * Makes the tables and indexes that are missing, and waits until all are usable. Any number of processes may do so at once.
 * @throws SetupMissingError naming all that is missing, if these credentials may not make it.
 */
export async function setUpTables(
  engine: Engine,
  definitions: readonly TableDefinition[],
  onSetup: (step: SetupStep) => void,
): Promise<void> {
  const missing = await settleAll(definitions.map(async (definition) => setUpTable(engine, definition, onSetup)));
  const names = missing.flat();
  if (names.length === 0) return;
  throw new SetupMissingError(`These credentials may not create what is missing: ${names.join(', ')}.`);
}

/** Answers what is missing and may not be made. */
async function setUpTable(
  engine: Engine,
  definition: TableDefinition,
  onSetup: (step: SetupStep) => void,
): Promise<readonly string[]> {
  const what = `table ${definition.name}`;
  const deadline = performance.now() + setupMsMax;
  const isThere = (await describe(engine, definition.name)) !== undefined;
  if (!isThere && !(await make(engine, deadline, async () => createTable(engine, definition)))) return [what];
  const table = await untilActive(engine, definition.name, deadline);
  assertSameKey(definition, table);
  onSetup({ what, outcome: isThere ? 'present' : 'created' });
  return setUpIndexes(engine, definition, { deadline, onSetup: isThere ? onSetup : () => {} });
}

/** One after the other: DynamoDB makes one index of a table at a time. */
async function setUpIndexes(
  engine: Engine,
  { name, table, indexes }: TableDefinition,
  { deadline, onSetup }: { readonly deadline: number; readonly onSetup: (step: SetupStep) => void },
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const index of indexes) {
    const what = `index ${index.IndexName} of table ${name}`;
    const present = await untilActive(engine, name, deadline);
    if (present.GlobalSecondaryIndexes?.some(({ IndexName }) => IndexName === index.IndexName)) continue;
    const command = new UpdateTableCommand({
      TableName: name,
      AttributeDefinitions: table.AttributeDefinitions?.filter(({ AttributeName }) =>
        index.KeySchema?.some((part) => part.AttributeName === AttributeName),
      ),
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    });
    const isMade = await make(engine, deadline, async () =>
      engine.requests.runRaw(async (options) => engine.client.send(command, options)),
    );
    if (isMade) onSetup({ what, outcome: 'created' });
    else missing.push(what);
  }
  if (missing.length === 0) await untilActive(engine, name, deadline);
  return missing;
}

async function createTable({ client, requests }: Engine, { table }: TableDefinition): Promise<void> {
  await requests.runRaw(async (options) => client.send(new CreateTableCommand(table), options));
}

/** False if that is denied. What another process is just making, or what must wait for its turn, is no failure. */
async function make({ requests }: Engine, deadline: number, create: () => Promise<unknown>): Promise<boolean> {
  for (;;) {
    try {
      await create();
      return true;
    } catch (error) {
      if (isDenied(error)) return false;
      if (isSomebodys(error)) return true;
      const mustWait = isNamed(error, 'LimitExceededException', 'ResourceInUseException');
      if (!mustWait || performance.now() > deadline) throw isRefusal(error) ? requests.unavailable(error) : error;
      await sleep(lookEveryMs.max / 2);
    }
  }
}

/** Another process was faster. */
function isSomebodys(error: unknown): boolean {
  if (!(error instanceof Error) || !isNamed(error, 'ResourceInUseException', 'ValidationException')) return false;
  return /already exist|preexisting/i.test(error.message);
}

/** Undefined if there is no such table. */
async function describe({ client, requests }: Engine, name: string): Promise<TableDescription | undefined> {
  try {
    const command = new DescribeTableCommand({ TableName: name });
    const { Table: table } = await requests.runRaw(async (options) => client.send(command, options));
    return table;
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw isRefusal(error) ? requests.unavailable(error) : error;
  }
}

/** Waits for the table and all its indexes. */
async function untilActive(engine: Engine, name: string, deadline: number): Promise<TableDescription> {
  for (let pauseMs: number = lookEveryMs.first; ; pauseMs = Math.min(pauseMs * 2, lookEveryMs.max)) {
    const table = await describe(engine, name);
    const states = [table?.TableStatus, ...(table?.GlobalSecondaryIndexes ?? []).map(({ IndexStatus }) => IndexStatus)];
    if (table && states.every((state) => state === 'ACTIVE')) return table;
    if (performance.now() > deadline) {
      throw new StoreUnavailableError(`The table ${name} is not ready: it is ${table?.TableStatus ?? 'missing'}.`);
    }
    await sleep(pauseMs);
  }
}

function assertSameKey({ name, table }: TableDefinition, present: TableDescription): void {
  const textOf = (schema: TableDescription['KeySchema']) =>
    schema?.map((part) => `${part.AttributeName} ${part.KeyType}`).join();
  if (textOf(table.KeySchema) === textOf(present.KeySchema)) return;
  throw new StoreUnavailableError(`The table ${name} is not one of MyEvents: it has another key.`);
}
