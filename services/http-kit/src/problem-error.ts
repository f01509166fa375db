import { type Problem, type ProblemCode, problems } from '@myevents/contracts';

export interface FieldError {
  /** RFC 6901 into the body, or `?name` for a query parameter. */
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemOptions {
  /** For the caller to read. Never a name, mail address, token or key. */
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** Further members of the problem, such as `shortages`. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown by a handler, it becomes the answer: RFC 9457 with the status and title of its code. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly options: ProblemOptions;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code].title);
    this.code = code;
    this.status = problems[code].status;
    this.options = options;
  }

  toProblem(): Problem {
    const { detail, errors, members } = this.options;
    return {
      ...members,
      type: `/problems/${this.code}`,
      title: problems[this.code].title,
      status: this.status,
      code: this.code,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
    };
  }

  /** What the answer carries besides its body: a 429 or 503 always says when to come again. */
  headers(): Readonly<Record<string, string>> {
    const again = this.status === 503 || this.status === 429 ? { 'retry-after': '1' } : {};
    return { ...again, ...this.options.headers };
  }
}
