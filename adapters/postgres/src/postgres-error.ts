import { StoreUnavailableError } from '@myevents/ports';
import { DatabaseError } from 'pg';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const insufficientPrivilege = '42501';

/**
 * Classes of errors whose texts speak of the server, and never of what is stored: connection, authorisation, catalog name,
 * resources, limits, operator, system.
 */
const tellingClasses: ReadonlySet<string> = new Set(['08', '28', '3D', '53', '54', '57', '58']);
const tellingCodes: ReadonlySet<string> = new Set([insufficientPrivilege, '25006', '3F000', '42P01', '42883', '40P01']);

/** The server answered, so the connection is as good as before; after any other failure it is given up. */
export function isConnectionSound(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR';
}

export function isDenied(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === insufficientPrivilege;
}

/** For operators: says where and why, without what was to be stored (the texts and details of other errors would hold it). */
export function toUnavailableError(where: string, error: unknown): StoreUnavailableError {
  if (error instanceof StoreUnavailableError) return error;
  return new StoreUnavailableError(`PostgreSQL at ${where} cannot be used: ${reasonOf(error)}.`);
}

function reasonOf(error: unknown): string {
  if (error instanceof DatabaseError) {
    const code = error.code ?? '';
    const isTelling = tellingCodes.has(code) || tellingClasses.has(code.slice(0, 2));
    return isTelling ? `${error.message} (SQLSTATE ${code})` : `SQLSTATE ${code}`;
  }
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join('; ');
  return error instanceof Error ? error.message : 'for no known reason';
}
