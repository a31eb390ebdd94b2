import type { Context } from 'hono'
import { DomainError, isDomainError } from '#domain/errors.ts'
import type { ApiEnv } from './app.ts'
import type { ApiDeps } from './deps.ts'
import { faultFields } from './fault.ts'
import { localeOf, type Locale } from './locale.ts'
import { notSignedOut, toProblem } from './problem.ts'
import type { Reply } from './reply.ts'
import type { Route } from './route.ts'

const PROBLEM = 'application/problem+json'

/** The headers of every answer. */
const EVERY = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

/** The headers are a plain object wherever one will do: a `Headers` costs as much as the rest of an answer. */
export function toResponse(reply: Reply): Response {
  const { status } = reply
  if (reply.text) return new Response(reply.text.content, { status, headers: headersOf(reply, reply.text.type) })
  if (reply.stream)
    return new Response(bytesOf(reply.stream.pieces), { status, headers: headersOf(reply, reply.stream.type) })
  if (reply.body === undefined) return new Response(null, { status, headers: headersOf(reply, null) })
  const type = reply.headers?.['content-type'] ?? 'application/json'
  return new Response(JSON.stringify(reply.body), { status, headers: headersOf(reply, type) })
}

function headersOf({ headers, cookies = [] }: Reply, type: string | null): Record<string, string> | Headers {
  const plain = { ...headers, ...(type === null ? {} : { 'content-type': type }), ...EVERY }
  if (cookies.length === 0) return plain
  const several = new Headers(plain)
  for (const cookie of cookies) several.append('set-cookie', cookie)
  return several
}

/** Reads a piece only when the connection takes it: what is sent slowly is not gathered in memory. */
function bytesOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = pieces[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const piece = await iterator.next()
      if (piece.done === true) controller.close()
      else controller.enqueue(encoder.encode(piece.value))
    },
    cancel: async () => void (await iterator.return?.()),
  })
}

/** A refusal as an answer: the problem document of RFC 9457, or what the route's own protocol says. */
export function refusalReply(deps: ApiDeps, error: DomainError, locale: Locale, route: Route | undefined): Reply {
  const { problem, headers } = toProblem(withWait(error, deps.ports.clock.now()), locale, route?.statuses?.[error.code])
  const body = error.code === 'unavailable' && route?.signsOut ? { ...problem, detail: notSignedOut(locale) } : problem
  return { status: problem.status, body, headers: { ...headers, 'content-type': PROBLEM } }
}

/** A reminder that came too soon says when the next one may come. */
function withWait(error: DomainError, now: number): DomainError {
  const { at } = error.data
  if (error.code !== 'too_soon' || typeof at !== 'string') return error
  return new DomainError('too_soon', {
    ...error.data,
    retryAfterS: Math.max(1, Math.ceil((Date.parse(at) - now) / 1000)),
  })
}

/** Every error ends here. What is no refusal is our fault: it is logged once, and nothing of it is told. */
export function refuse(c: Context<ApiEnv>, deps: ApiDeps, error: unknown): Reply {
  const refusal = isDomainError(error) ? error : new DomainError('internal')
  if (!isDomainError(error) || error.code === 'unavailable')
    deps.ports.log.error({ ...faultFields(error), route: c.get('route')?.path }, 'a request met a fault')
  if (c.req.path.startsWith('/oauth/')) return oauthFault(refusal)
  return refusalReply(deps, refusal, localeOf(c.req.header('accept-language')), c.get('route'))
}

/** RFC 6749, 5.2, for what is refused before or beside the grant itself. */
function oauthFault(error: DomainError): Reply {
  const { problem, headers } = toProblem(error, 'en')
  const name =
    problem.status >= 500 ? (problem.status === 503 ? 'temporarily_unavailable' : 'server_error') : 'invalid_request'
  return { status: problem.status, body: { error: name, error_description: problem.detail, code: error.code }, headers }
}
