import { DomainError, isDomainError } from '#domain/errors.ts'

/** SQLite's result codes (and their extensions) that mean the engine failed, not the caller. https://sqlite.org/rescode.html */
const SQLITE_FAULT = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|LOCKED|NOMEM|PERM|PROTOCOL|INTERRUPT)/

/** Postgres' SQLSTATE classes of the same kind: connection, resources, operator, system; a replica; a time-out; a lock not got. */
const POSTGRES_FAULT = /^(08...|53...|57P..|58...|XX...|25006|57014|55P03|25P0[34])$/
const SOCKET_FAULT = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENETUNREACH)/
const LOST =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|not queryable|pool after calling end|connection is not open/i

/** Whether the store's engine itself failed: no space, no connection, no permission, a damaged file. */
export function isEngineFault(error: unknown): boolean {
  const cause = innermost(error)
  const code = codeOf(cause)
  if (SQLITE_FAULT.test(code) || POSTGRES_FAULT.test(code) || SOCKET_FAULT.test(code)) return true
  return cause instanceof Error && LOST.test(cause.message)
}

/** Whether a write broke a unique index: somebody else was first. */
export function isUniqueViolation(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(innermost(error)))
}

/** Whether Postgres gave the transaction up for another's sake; running it again is right. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(innermost(error)))
}

/** The engine's failure as the product says it (503). Its cause is for the log and never for an answer. */
export function unavailable(error: unknown): DomainError {
  if (isDomainError(error) && error.code === 'unavailable') return error
  const fault = new DomainError('unavailable', {}, 'the store cannot be reached or written')
  fault.cause = innermost(error)
  return fault
}

/**
 * What a caller gets of an error: an engine fault as `unavailable`, anything else as the driver threw it. Drizzle's wrapper is
 * taken off, because its message repeats the parameters, and those hold hashes and addresses that no log may show.
 */
export function storeError(error: unknown): unknown {
  return isEngineFault(error) ? unavailable(error) : innermost(error)
}

function innermost(error: unknown): unknown {
  if (isDomainError(error)) return error.cause ?? error
  return error instanceof Error && 'query' in error && error.cause !== undefined ? error.cause : error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
