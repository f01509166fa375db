import type { FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/**
 * The ETag of a resource at a version. The gateway adds what tells its bytes apart (`"3-1f0c"`), since a resource also shows parts of
 * others; both forms are read back by `expectedVersion`.
 */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/** The version an edit was made for, from `If-Match`; undefined where the client sent none or `*`. */
export function expectedVersion(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,15})(?:-[\w-]*)?"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new ProblemError('version-conflict', { detail: 'If-Match holds no ETag of this resource.' });
  }
  return Number(version);
}
