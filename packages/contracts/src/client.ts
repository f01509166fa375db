/** What a program asks of the HTTP API. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** From `/v1` on, with its query. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Idempotency-Key: visible ASCII. */
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer<Body = unknown> {
  readonly status: number;
  /** Parsed; undefined where there is none. */
  readonly body: Body;
}

/** The platform's HTTP API, over the network or inside this process. Busy answers (503, 429) are repeated a few times. */
export interface Api {
  send<Body = unknown>(request: ApiRequest): Promise<ApiAnswer<Body>>;
}

/** One request and its answer, by whatever means. `retryAfter` is the header, if there was one. */
export type Exchange = (request: ApiRequest) => Promise<ApiAnswer & { readonly retryAfter: unknown }>;

/** The platform could not do what nothing speaks against. The message is for people. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
}

const attemptsMax = 6;

export function createApi(exchange: Exchange): Api {
  async function send(request: ApiRequest): Promise<ApiAnswer> {
    let attempt = 1;
    let answer = await exchange(request);
    while ((answer.status === 503 || answer.status === 429) && attempt < attemptsMax) {
      await pause(Math.min(toMs(answer.retryAfter) ?? 100 * 2 ** attempt, 5000));
      attempt += 1;
      answer = await exchange(request);
    }
    return { status: answer.status, body: answer.body };
  }
  // The caller says what it expects there.
  return { send: send as Api['send'] };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function toMs(retryAfter: unknown): number | undefined {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}

interface ProblemBody {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What a refusing answer says, on one line. */
export function problemText({ status, body }: ApiAnswer): string {
  const { title, detail, errors = [] } = (body ?? {}) as ProblemBody;
  const fields = errors.map((error) => `${error.pointer} ${error.detail}`).join('; ');
  const texts = [title ?? `status ${status}`, detail, fields].filter((text) => text !== undefined && text !== '');
  return texts.join(': ').replace(/\s+/g, ' ');
}

export function problemCode({ body }: ApiAnswer): string | undefined {
  return (body as ProblemBody | undefined)?.code;
}

/** @throws ApiFailure with the problem's text unless the answer is a success. */
export function expectDone<Body>(answer: ApiAnswer<Body>, doing: string): Body {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new ApiFailure(`${doing}: ${problemText(answer)}.`);
}

/** Every item of a list, page by page. @throws ApiFailure if a page cannot be read. */
export async function* listAll<Item>(api: Api, path: string): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const separator = path.includes('?') ? '&' : '?';
    const page: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await api.send<{ items: Item[]; next: string | null }>({
      method: 'GET',
      path: `${path}${separator}limit=100${page}`,
    });
    const { items, next } = expectDone(answer, `Reading ${path.split('?')[0]}`);
    yield* items;
    cursor = next;
  } while (cursor !== null);
}
