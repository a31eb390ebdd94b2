import { DomainError } from '#domain/errors.ts'
import type { Page } from '#domain/store.ts'

/** `total` is exact up to here, then null (protocol.md, head). */
export const EXACT_TOTAL = 1_000

/** A cursor names the last row that was read, by the values it is ordered by. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** The values of a cursor: `numbers` and strings as the pattern says. A cursor that is none of ours is refused by name. */
export function decodeCursor<const P extends readonly ('number' | 'string')[]>(
  cursor: string,
  pattern: P,
): { -readonly [K in keyof P]: P[K] extends 'number' ? number : string } {
  const values = parse(cursor)
  if (
    !Array.isArray(values) ||
    values.length !== pattern.length ||
    !pattern.every((type, i) => typeof values[i] === type)
  )
    throw new DomainError('invalid', { errors: [{ field: 'cursor', code: 'invalid' }] })
  return values as { -readonly [K in keyof P]: P[K] extends 'number' ? number : string }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** Cuts one row more than asked for into a page. */
export function toPage<T>(rows: readonly T[], limit: number, total: number, cursorOf: (last: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
    total: total > EXACT_TOTAL ? null : total,
  }
}

/** A text for LIKE in which nothing is a wildcard. */
export function likeText(text: string): string {
  return `%${text
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`
}
