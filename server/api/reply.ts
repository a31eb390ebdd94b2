/** What a route answers. A pure value: it can be stored and given again (Idempotency-Key). */
export type Reply = {
  readonly status: number
  /** Sent as JSON; undefined for none. */
  readonly body?: unknown
  /** Sent as it is, for what is not JSON. */
  readonly text?: { readonly type: string; readonly content: string }
  /** Sent piece by piece as it is read, for what may be larger than memory. Never the answer to a POST: it cannot be given again. */
  readonly stream?: { readonly type: string; readonly pieces: AsyncIterable<string> }
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}

export function ok(body: unknown, headers?: Readonly<Record<string, string>>): Reply {
  return headers === undefined ? { status: 200, body } : { status: 200, body, headers }
}

export function created(body: unknown): Reply {
  return { status: 201, body }
}

export function accepted(body: unknown): Reply {
  return { status: 202, body }
}

export const noContent: Reply = { status: 204 }

export function text(type: string, content: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 200, text: { type, content }, headers }
}

export function streamed(
  type: string,
  pieces: AsyncIterable<string>,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status: 200, stream: { type, pieces }, headers }
}
