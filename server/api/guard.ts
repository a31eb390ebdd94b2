import type { Context } from 'hono'
import { DomainError } from '#domain/errors.ts'
import type { ApiEnv } from './app.ts'
import type { ApiDeps } from './deps.ts'
import { allowsOrigin } from './origin.ts'
import { bodyLimit, declaresTooMuch, isOtherThanJson, takesCsv } from './request-body.ts'

/** What answers before the organisation exists (protocol.md, part 1). */
const BEFORE_SET_UP: ReadonlySet<string> = new Set([
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/v1/setup',
  '/api/test/clock',
])
const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

/** What every request must pass, whoever calls: size, kind of body, origin, and that the product is set up. */
export function guard(deps: ApiDeps): (c: Context<ApiEnv>) => Promise<void> {
  let isSetUp = false
  return async (c) => {
    const { method, path, raw } = c.req
    const { headers } = raw
    if (HEALTH.has(path)) return
    if (declaresTooMuch(headers.get('content-length'), bodyLimit(path))) throw new DomainError('payload_too_large')
    if (method !== 'GET' && !isReadable(path, headers)) throw new DomainError('unsupported_media_type')
    if (!(await allowsOrigin(deps, method, path, headers))) throw new DomainError('bad_origin')
    // Once set up, always set up: only a server that is stopped can be restored.
    isSetUp ||= BEFORE_SET_UP.has(path) ? false : (await deps.ports.store.read.org.get()) !== null
    if (!isSetUp && !BEFORE_SET_UP.has(path)) throw new DomainError('not_set_up')
  }
}

/** Whether the body is of a kind that is read here. */
function isReadable(path: string, headers: Headers): boolean {
  if (path.startsWith('/oauth/')) return true
  const type = headers.get('content-type')
  if (takesCsv(path) && /^text\/csv\b/i.test(type ?? '')) return true
  return !isOtherThanJson(type, headers.get('content-length'), headers.get('transfer-encoding'))
}
