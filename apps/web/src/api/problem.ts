/** RFC 9457, as the gateway writes it, with the members of our refusals. */
export interface ProblemDetails {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly [member: string]: unknown;
}

/** The gateway refused, or could not be reached (`code` `unreachable`, `status` 0). */
export class ApiProblem extends Error {
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails, options?: ErrorOptions) {
    super(details.detail ?? details.title, options);
    this.name = 'ApiProblem';
    this.details = details;
  }

  get code(): string {
    return this.details.code;
  }

  get status(): number {
    return this.details.status;
  }

  /** Worth asking again, unchanged. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function toProblem(status: number, body: unknown): ApiProblem {
  if (typeof body === 'object' && body !== null && 'code' in body && 'title' in body) {
    return new ApiProblem({ ...(body as ProblemDetails), status });
  }
  return new ApiProblem({ status, code: `http-${status}`, title: `The server answered ${status}` });
}

export const isProblem = (error: unknown, code: string): boolean => error instanceof ApiProblem && error.code === code;
