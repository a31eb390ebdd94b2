import type { IncomingMessage } from 'node:http'
import { DomainError } from '#domain/errors.ts'

/** The largest body of a request, in bytes. */
export const BODY_LIMIT = 64 * 1024

/** The largest file of an import, in bytes: ten thousand rows. */
const IMPORT_LIMIT = 4 * 1024 * 1024

/** Calls that take a CSV file (protocol.md, parts 8 and 9): another kind of body, and a larger one. */
const IMPORTS: ReadonlySet<string> = new Set(['/api/v1/admin/members/import', '/api/v1/admin/obligations/import'])

export function takesCsv(path: string): boolean {
  return IMPORTS.has(path)
}

/** How much of a body is read for this path. */
export function bodyLimit(path: string): number {
  return takesCsv(path) ? IMPORT_LIMIT : BODY_LIMIT
}

/**
 * Reads a body and stops at the limit, whatever Content-Length said. Throws `payload_too_large`. It is read from the connection itself: a whole
 * Request with its web stream takes forty microseconds more, as long as a request that does nothing.
 */
export async function readBytes(incoming: IncomingMessage, limit = BODY_LIMIT): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // What is left of a body that is too large is drained once it is answered.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > limit) throw new DomainError('payload_too_large')
    chunks.push(chunk)
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)
}

/** Parses a JSON body; an empty one is an object without members. Throws `malformed_json`. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return {}
  // No text of ours holds U+0000, and not every store can keep it.
  if (/\\u0000/i.test(text)) throw new DomainError('malformed_json')
  try {
    return JSON.parse(text)
  } catch {
    throw new DomainError('malformed_json')
  }
}

/** Whether the declared length is over the limit, so that nothing need be read. */
export function declaresTooMuch(contentLength: string | null, limit = BODY_LIMIT): boolean {
  return contentLength !== null && Number(contentLength) > limit
}

/** Whether a request has a body that says it is something else than JSON. An empty body may say what it likes. */
export function isOtherThanJson(
  contentType: string | null,
  contentLength: string | null,
  transferEncoding: string | null,
): boolean {
  const empty = transferEncoding === null && (contentLength === null || contentLength === '0')
  return !empty && !/^application\/([\w.-]+\+)?json\b/i.test(contentType ?? '')
}
