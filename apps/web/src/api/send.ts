/** What stands in a path, a query or a header. */
type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** What a call says, as `openapi-fetch` types it. */
export interface CallInit extends Omit<RequestInit, 'body' | 'method'> {
  readonly params?: {
    readonly path?: Values;
    readonly query?: Values;
    readonly header?: Values;
  };
  readonly body?: unknown;
}

export interface CallAnswer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** A call as a request: `{names}` of the path filled, what is undefined left out, the body as JSON. */
export function toRequest(baseUrl: string, method: string, path: string, init: CallInit = {}): Request {
  const { params = {}, body, headers: given, ...rest } = init;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    encodeURIComponent(String(params.path?.[name] ?? '')),
  );
  const url = new URL(filled, baseUrl);
  for (const [name, value] of present(params.query)) url.searchParams.set(name, String(value));
  const headers = new Headers(given);
  for (const [name, value] of present(params.header)) headers.set(name, String(value));
  if (body === undefined) return new Request(url, { ...rest, method, headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { ...rest, method, headers, body: JSON.stringify(body) });
}

function present(values: Values = {}): readonly (readonly [string, string | number | boolean])[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [[name, value] as const],
  );
}

/** What came back: JSON where it is some, else the text. */
export async function toAnswer(response: Response): Promise<CallAnswer> {
  const text = await response.text();
  const content = toContent(text);
  return response.ok ? { data: content, response } : { error: content, response };
}

function toContent(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
