import type { ProblemCode } from '@myevents/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError, type ProblemOptions } from './problem-error.ts';

export const problemType = 'application/problem+json; charset=utf-8';

/** What Fastify throws by itself. */
const byFastifyCode: Readonly<Record<string, readonly [ProblemCode, ProblemOptions]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', { detail: 'At most 256 KiB.', headers: { connection: 'close' } }],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', {}],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-json', { detail: 'The body is not as long as Content-Length says.' }],
  FST_ERR_BAD_URL: ['validation-failed', { detail: 'The path holds a broken percent-encoding.' }],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', {}],
};

/** Errors of ports and services that mean the same on every route; known by name, because their packages are not ours to import. */
const byErrorName: Readonly<Record<string, readonly [ProblemCode, ProblemOptions]>> = {
  InvalidCursorError: [
    'validation-failed',
    { errors: [{ pointer: '?cursor', detail: 'must be a cursor from `next` of the same query' }] },
  ],
  OutcomeUnknownError: ['outcome-unknown', {}],
  StoreUnavailableError: ['store-unavailable', {}],
};

/** The problem an error stands for. What nobody expected is an `internal-error`, which says nothing of the inside. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { code, name, statusCode } = Object(error) as { code?: unknown; name?: unknown; statusCode?: unknown };
  const known = byFastifyCode[String(code)] ?? byErrorName[String(name)];
  if (known !== undefined) return new ProblemError(...known);
  return new ProblemError(
    typeof statusCode === 'number' && statusCode === 400 ? 'validation-failed' : 'internal-error',
  );
}

export function sendProblem(reply: FastifyReply, problem: ProblemError): FastifyReply {
  return reply
    .code(problem.status)
    .headers(problem.headers())
    .header('cache-control', 'no-store')
    .type(problemType)
    .serializer(JSON.stringify)
    .send(problem.toProblem());
}

/** Answers with the error's problem; what is our own fault is logged with the request's id. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblemError(error);
  if (problem.code === 'internal-error' || (problem.status >= 500 && !(error instanceof ProblemError))) {
    const { method, routeOptions } = request;
    request.log.error(
      { err: error, method, route: routeOptions.url ?? 'none', requestId: request.id },
      'request failed',
    );
  }
  return sendProblem(reply, problem);
}
