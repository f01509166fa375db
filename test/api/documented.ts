import type { IncomingHttpHeaders } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Schema } from './bodies.ts';
import { type FormatName, readFormats, writtenFormats } from './formats.ts';

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export interface Route {
  /** As in the document: `/v1/shows/{showId}`. */
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

/** The platform's own description of its API, and what it says of a request or an answer. */
export interface Reference {
  readonly document: OpenApi;
  readonly routes: readonly Route[];
  find(method: string, path: string): Route | undefined;
  /** What is wrong with an answer by the schema of its status; undefined if nothing is. */
  judgeAnswer(route: Route, status: number, body: unknown): string | undefined;
  /** Whether a body is one that the operation takes. */
  takesBody(route: Route, body: unknown): boolean;
}

const references = new Map<string, Promise<Reference>>();

/** Read once per address. */
export function readReference(url: string): Promise<Reference> {
  const known = references.get(url) ?? fetchReference(url);
  references.set(url, known);
  return known;
}

async function fetchReference(url: string): Promise<Reference> {
  const answer = await fetch(`${url}/openapi.json`);
  return toReference((await answer.json()) as OpenApi);
}

function toReference(document: OpenApi): Reference {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const patterns = routes.map((route) => ({ route, pattern: toPattern(route.path) }));
  const answers = createAjv(document, readFormats);
  const bodies = createAjv(document, writtenFormats);
  return {
    document,
    routes,
    find(method, path) {
      const bare = path.split('?', 1)[0] ?? '';
      const wanted = method === 'HEAD' ? 'GET' : method;
      return patterns.find(({ route, pattern }) => route.method === wanted && pattern.test(bare))?.route;
    },
    judgeAnswer(route, status, body) {
      const { responses } = route.operation;
      const key = [String(status), `${String(status)[0]}XX`, 'default'].find((name) => name in responses) ?? '';
      const type = Object.keys(responses[key]?.content ?? {})[0];
      if (key === '' || (status < 300 && key === 'default')) return `answers ${status}, which is not documented`;
      if (type === undefined) return undefined;
      const validate = answers(pointerTo(route, `/responses/${key}/content/${escape(type)}/schema`));
      return validate(body) ? undefined : JSON.stringify(validate.errors);
    },
    takesBody(route, body) {
      return bodies(pointerTo(route, '/requestBody/content/application~1json/schema'))(body);
    },
  };
}

function toPattern(path: string): RegExp {
  const source = path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

function createAjv(document: OpenApi, formats: Readonly<Record<FormatName, (value: string) => boolean>>) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  for (const [name, matches] of Object.entries(formats)) ajv.addFormat(name, matches);
  ajv.addSchema(document, 'api');
  const known = new Map<string, ValidateFunction>();
  return (pointer: string): ValidateFunction => {
    const validate = known.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    known.set(pointer, validate);
    return validate;
  };
}

function pointerTo({ path, method }: Route, rest: string): string {
  return encodeURI(`/paths/${escape(path)}/${method.toLowerCase()}${rest}`);
}

function escape(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}

interface Seen {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: unknown;
}

const problemType = /^application\/problem\+json(;|$)/;

/** Throws where an answer is not what the reference promises, or a failure is no problem of RFC 9457. */
export async function assertDocumented(
  url: string,
  { method, path }: { readonly method: string; readonly path: string },
  { status, headers, bytes, body }: Seen,
): Promise<void> {
  const fail = (what: string) => {
    throw new Error(`${method} ${path} answers ${status}: ${what}\n${bytes.toString().slice(0, 2000)}`);
  };
  if (status === 500) fail('an error of its own');
  if (status >= 400 && !problemType.test(headers['content-type'] ?? ''))
    fail(`${headers['content-type']} is no problem`);
  if (body === undefined) return;
  if (status >= 400 && (body as { status?: unknown }).status !== status) fail('the problem tells another status');
  const route = (await readReference(url)).find(method, path);
  const wrong = route === undefined ? undefined : (await readReference(url)).judgeAnswer(route, status, body);
  if (wrong !== undefined) fail(wrong);
}
