import { type ProblemCode, problems } from '@myevents/contracts';
import { type FieldError, ProblemError } from '@myevents/http-kit';
import type { ApiAnswer, ApiClient, ApiRequest } from '../api-client.ts';

/** The names that older clients use for the fields an error points at. */
export type PointerNames = Readonly<Record<string, string>>;

/** The JSON of a successful answer. @throws ProblemError what the API answered, pointing at the older names. */
export async function callApi<Json>(api: ApiClient, request: ApiRequest, names: PointerNames = {}): Promise<Json> {
  const answer = await api(request);
  if (answer.status < 300) return answer.json as Json;
  throw toProblem(answer, names);
}

function toProblem({ json, headers }: ApiAnswer, names: PointerNames): ProblemError {
  const { type: _type, title: _title, status: _status, code, detail, errors, ...members } = Object(json);
  if (!isProblemCode(code)) return new ProblemError('internal-error');
  const again = headers['retry-after'];
  return new ProblemError(code, {
    detail: typeof detail === 'string' ? detail : undefined,
    errors: Array.isArray(errors) ? errors.map((error: FieldError) => rename(error, names)) : undefined,
    members,
    headers: again === undefined ? {} : { 'retry-after': again },
  });
}

function rename({ pointer, detail }: FieldError, names: PointerNames): FieldError {
  return { pointer: names[pointer] ?? pointer, detail };
}

function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(problems, code);
}
