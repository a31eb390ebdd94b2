import type { z } from 'zod'
import { DomainError } from '#domain/errors.ts'
import type { Ports } from '../commands/ports.ts'
import type { AdminCaller, EndedCaller, Found } from './authenticate.ts'
import type { ApiDeps } from './deps.ts'
import { fieldErrors } from './field-words.ts'
import type { Locale } from './locale.ts'
import { parseJson } from './request-body.ts'
import type { Reply } from './reply.ts'

/** One request before anybody has looked at who calls. */
export type Incoming = {
  readonly deps: ApiDeps
  readonly locale: Locale
  readonly ip: string | null
  /** The address of the socket itself, whatever a proxy says. */
  readonly socketIp: string | null
  readonly headers: Headers
  /** Aborted when the caller has gone. Asked for only where it is waited for: it costs a whole Request. */
  readonly signal: () => AbortSignal
  readonly find: () => Promise<Found>
  /** Notes that this caller was let in. */
  readonly granted: (caller: AdminCaller | EndedCaller) => void
  readonly byCookie: () => boolean
  readonly part: (name: string) => string
  readonly queries: () => Readonly<Record<string, string>>
  /** The body as it came: a file may be in another encoding than UTF-8. */
  readonly bytes: () => Promise<Uint8Array>
  readonly text: () => Promise<string>
  /** Runs the work once for this caller and Idempotency-Key; without a key, as it is. */
  readonly once: (callerId: string, work: () => Promise<Reply>) => Promise<Reply>
  readonly batchId: () => string | undefined
}

/** A request as a route sees it. Body and query are read when asked for, because 404 and 403 are answered first (protocol.md, head). */
export type Call<C, B, Q> = Omit<Incoming, 'queries'> & {
  readonly ports: Ports
  readonly caller: C
  /** A part of the path that is an id. Throws `not_found` for what cannot be one. */
  readonly id: (name?: string) => string
  /** Throws `malformed_json`, `invalid`. */
  readonly body: () => Promise<B>
  /** The body before its members are checked. Throws `malformed_json`. */
  readonly rawBody: () => Promise<unknown>
  /** Throws `invalid`. */
  readonly query: () => Q
}

const ID = /^[A-Za-z0-9_-]{1,128}$/

export function callOf<C, B, Q>(
  incoming: Incoming,
  caller: C,
  schemas: { body?: z.ZodType<B>; query?: z.ZodType<Q> },
): Call<C, B, Q> {
  const rawBody = async () => parseJson(await incoming.text())
  return {
    ...incoming,
    ports: incoming.deps.ports,
    caller,
    rawBody,
    id(name = 'id') {
      const part = incoming.part(name)
      if (!ID.test(part)) throw new DomainError('not_found')
      return part
    },
    body: async () => parse(schemas.body, await rawBody()),
    query: () => parse(schemas.query, incoming.queries()),
  }
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) throw new Error('this route has no such part')
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', { errors: fieldErrors(parsed.error) })
}
