import type { Context } from 'hono'
import type { DomainError } from '#domain/errors.ts'
import { addressOf } from '../address.ts'
import type { ApiEnv } from './app.ts'
import { findCaller, type AdminCaller, type EndedCaller, type Found } from './authenticate.ts'
import type { Incoming } from './call.ts'
import type { ApiDeps } from './deps.ts'
import type { Idempotency } from './idempotency.ts'
import { idempotencyKey } from './idempotency-key.ts'
import { localeOf } from './locale.ts'
import { refusalReply } from './respond.ts'
import { bodyLimit, readBytes } from './request-body.ts'
import type { Route } from './route.ts'

/** What is known of a request while it is served; for the log line and the answer. */
export type Served = { route: Route | undefined; memberId: string | undefined }

/** A request as the routes see it. The body is read once, when it is first asked for. */
export function incomingOf(c: Context<ApiEnv>, deps: ApiDeps, route: Route, idempotency: Idempotency): Incoming {
  const { headers } = c.req.raw
  const locale = localeOf(headers.get('accept-language'))
  const ip = addressOf(c.env.incoming, deps.config.trusted)
  let found: Promise<Found> | undefined
  let bytes: Promise<Uint8Array> | undefined
  let text: Promise<string> | undefined
  let byCookie = false
  let scope: string | undefined
  const readAll = () => (bytes ??= readBytes(c.env.incoming, bodyLimit(c.req.path)))
  const read = () => (text ??= readAll().then((all) => Buffer.from(all).toString('utf8')))
  return {
    deps,
    locale,
    ip,
    headers,
    signal: () => c.req.raw.signal,
    socketIp: c.env.incoming.socket.remoteAddress ?? null,
    async find() {
      const result = await (found ??= findCaller(deps, headers))
      byCookie = result.byCookie
      return result
    },
    granted(caller: AdminCaller | EndedCaller) {
      c.set('memberId', caller.member.id)
      if (caller.kind === 'key') return
      if (caller.kind === 'active') deps.accepted(caller.session.id, caller.device.id, ip)
      else deps.heard(caller.device.id)
    },
    byCookie: () => byCookie,
    part: (name) => c.req.param(name) ?? '',
    queries: () => c.req.query(),
    bytes: readAll,
    text: read,
    async once(callerId, work) {
      const key = idempotencyKey(headers)
      if (key === null) return work()
      scope = deps.ports.hash([callerId, c.req.method, c.req.path, key].join('\n'))
      const refusal = (error: DomainError) => refusalReply(deps, error, locale, route)
      return idempotency.run({ scope, body: await read(), work, refusal })
    },
    batchId: () => (scope === undefined ? undefined : `bat_${deps.ports.hash(`batch\n${scope}`).slice(0, 22)}`),
  }
}
