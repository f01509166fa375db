import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

// The project's own lint: what no other tool checks, as a test that names the place.

const root = resolve(import.meta.dirname, '..');
const skipped = new Set(['node_modules', '.git', 'data', 'dist', 'generated', 'results', '.claude']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (skipped.has(name)) return [];
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const all = filesBelow(root).map((path) => relative(root, path));
const sources = all.filter((path) => /\.tsx?$/.test(path));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** What a folder may import of the platform; arrows point inward (docs/architecture.md). Tests may also use adapters. */
const mayImport: Record<string, readonly string[]> = {
  'packages/booking': [],
  'packages/catalog': [],
  'packages/contracts': [],
  'packages/event-import': ['contracts'],
  'packages/ports': [],
  'adapters/sqlite': ['ports'],
  'packages/bus-kit': ['ports'],
  'adapters/memory': ['ports', 'bus-kit'],
  'adapters/postgres': ['ports'],
  'adapters/mongodb': ['ports'],
  'adapters/dynamodb': ['ports'],
  'adapters/rabbitmq': ['ports', 'bus-kit'],
  'adapters/kafka': ['ports', 'bus-kit'],
  'adapters/sqs': ['ports', 'bus-kit'],
  'adapters/test-payment': ['ports'],
  'services/commit-kit': ['ports'],
  'services/http-kit': ['contracts', 'ports'],
  'services/events': ['catalog', 'contracts', 'ports', 'commit-kit', 'http-kit'],
  'services/bookings': ['booking', 'contracts', 'ports', 'commit-kit', 'http-kit'],
  'services/gateway': ['contracts', 'ports', 'http-kit'],
  'apps/web': ['event-import', 'contracts'],
};
const forTests = [
  'booking-service',
  'event-service',
  'memory',
  'sqlite',
  'test-payment',
  'ports',
  'contracts',
  'commit-kit',
  'http-kit',
  'catalog',
  'booking',
];
/** The cores and the ports: no platform, no library, no clock of their own. */
const importNothing = ['packages/booking/src', 'packages/catalog/src'];
/** Pages of the web app load these too; `crypto.subtle` is there only behind TLS. */
const browserSafe = ['packages/event-import/src', 'packages/contracts/src'];

function importsOf(path: string): string[] {
  return [...read(path).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, specifier]) => specifier ?? '');
}

/** Each call of a function, from its name to the parenthesis that ends it. */
function callsOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`${RegExp.escape(name)}\\(`, 'g'))].map(({ index }) => {
    let end = index + name.length;
    for (let depth = 0; end < text.length; end += 1) {
      if (text[end] === '(') depth += 1;
      else if (text[end] === ')') depth -= 1;
      if (depth === 0) break;
    }
    return text.slice(index, end + 1);
  });
}

function areaOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

it('lets a folder import only what the architecture allows', () => {
  const wrong = sources.flatMap((path) => {
    const allowed = mayImport[areaOf(path)];
    if (!allowed) return [];
    const names = path.includes('/test/') ? [...allowed, ...forTests] : allowed;
    return importsOf(path)
      .filter((specifier) => specifier.startsWith('@myevents/'))
      .map((specifier) => specifier.split('/')[1] ?? '')
      .filter((name) => !names.includes(name))
      .map((name) => `${path} imports @myevents/${name}`);
  });
  expect(wrong).toEqual([]);
});

it('keeps the domain cores free of everything', () => {
  const wrong = sources
    .filter((path) => importNothing.some((folder) => path.startsWith(folder)))
    .flatMap((path) => [
      ...importsOf(path)
        .filter((specifier) => !specifier.startsWith('.'))
        .map((specifier) => `${path} imports ${specifier}`),
      ...(/\bDate\.now\(|new Date\(\)|Math\.random\(|process\.|crypto\./.test(read(path))
        ? [`${path} reads the world`]
        : []),
    ]);
  expect(wrong).toEqual([]);
});

it('keeps what browsers load free of Node', () => {
  const wrong = sources
    .filter((path) => browserSafe.some((start) => path.startsWith(start)))
    .flatMap((path) => [
      ...importsOf(path)
        .filter((specifier) => specifier.startsWith('node:') || isBuiltin(specifier))
        .map((specifier) => `${path} imports ${specifier}`),
      ...(/\b(Buffer|process|Temporal|crypto\.subtle)\.\w/.test(read(path))
        ? [`${path} needs what browsers lack`]
        : []),
    ]);
  expect(wrong).toEqual([]);
});

it('never reaches into another workspace by path', () => {
  const wrong = sources.flatMap((path) =>
    importsOf(path)
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => {
        const target = relative(root, resolve(root, dirname(path), specifier));
        return mayImport[areaOf(path)] !== undefined && areaOf(target) !== areaOf(path);
      })
      .map((specifier) => `${path} imports ${specifier}`),
  );
  expect(wrong).toEqual([]);
});

it('keeps files small enough to read in one go', () => {
  const limit = (path: string) => (path.includes('/test/') || path.endsWith('.test.ts') ? 600 : 400);
  const wrong = sources
    .map((path) => ({ path, lines: read(path).split('\n').length }))
    .filter(({ path, lines }) => lines > limit(path))
    .map(({ path, lines }) => `${path} has ${lines} lines`);
  expect(wrong).toEqual([]);
});

it('names files for the thing inside', () => {
  const vague = /(^|\/)(utils?|helpers?|common|manager|misc|lib)(\.ts|\/)/;
  const wrong = sources.filter((path) => vague.test(path));
  expect(wrong.concat(sources.filter((path) => !/^[a-z0-9./-]+$/.test(path)))).toEqual([]);
});

it('leaves nothing for later and skips no test', () => {
  const word = ['TO', 'DO|FIX', 'ME|@ts-', 'ignore'].join('');
  const wrong = sources.filter((path) =>
    new RegExp(`\\b(${word})\\b|\\b(it|test|describe)\\.(skip|only|todo)\\b`).test(read(path)),
  );
  expect(wrong).toEqual([]);
});

it('waits patiently: what is waited for with the second that is usual comes too late on a busy machine', () => {
  const wrong = sources.flatMap((path) =>
    callsOf(read(path), 'vi.waitFor')
      .filter((call) => !/patience|timeout:|, [\d_]+\)$/.test(call))
      .map((call) => `${path}: ${call}`),
  );
  expect(wrong).toEqual([]);
});

it('has links in the documents that lead somewhere', () => {
  const wrong = all
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
        .map(([, link]) => link ?? '')
        .filter((link) => !all.includes(relative(root, resolve(root, dirname(path), link))) && !isFolder(path, link))
        .map((link) => `${path} links to ${link}`),
    );
  expect(wrong).toEqual([]);
});

function isFolder(path: string, link: string): boolean {
  const target = relative(root, resolve(root, dirname(path), link));
  return all.some((file) => file.startsWith(`${target}/`));
}
