/** No answer came: the network, the server, or its store. Worth repeating. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** The server said no, with its stable code (RFC 9457, protocol.md). `data` holds the problem's other members. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
  constructor(status: number, code: string, data: Readonly<Record<string, unknown>> = {}) {
    super(typeof data.detail === 'string' ? data.detail : code)
    this.status = status
    this.code = code
    this.data = data
  }
}

/** What a report or a confirmation was answered with. */
export type Answer =
  | { readonly ok: true; readonly state: string | null; readonly lagMs?: number | undefined }
  | { readonly ok: false; readonly code: string; readonly data: Readonly<Record<string, unknown>> }

/** Codes after which the same words may be said again later; all others are final for what was said. */
const PASSING = new Set([
  'unavailable',
  'internal',
  'rate_limited',
  'too_slow',
  'restored',
  'not_set_up',
  'idempotency_in_progress',
])

export function isPassing(code: string): boolean {
  return PASSING.has(code)
}
