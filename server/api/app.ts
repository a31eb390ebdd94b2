import type { HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { asClosed, requireCompanyOpen } from './closed.ts'
import { derive } from '../config/config.ts'
import type { ApiDeps } from './deps.ts'
import { createIdempotency, type Idempotency } from './idempotency.ts'
import { createMetrics } from './metrics.ts'
import { guard } from './guard.ts'
import { observe, type Handle } from './observe.ts'
import { createOpenApi } from './openapi.ts'
import { findCaller, requireActive } from './authenticate.ts'
import { DomainError } from '#domain/errors.ts'
import { incomingOf, type Served } from './incoming.ts'
import type { Reply } from './reply.ts'
import { refuse, toResponse } from './respond.ts'
import type { Route } from './route.ts'
import { ok } from './reply.ts'
import { open } from './route.ts'
import { allRoutes } from './routes/index.ts'

export type ApiEnv = { Bindings: HttpBindings; Variables: Served }

/** What a closed company still answers, beside † calls (protocol.md, part 9). */
const STAYS: ReadonlySet<string> = new Set([
  '/healthz',
  '/readyz',
  '/metrics',
  '/.well-known/jwks.json',
  '/api/v1/closing-record',
  '/api/test/clock',
])

type Answer = (c: Context<ApiEnv>) => Promise<Reply>

/** The HTTP API: every route of protocol.md, parts 1 to 6 and 8, and OAuth. */
export function createApi(deps: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const metrics = createMetrics(deps)
  const idempotency = createIdempotency(deps.ports, derive(deps.config.secret, 'idempotency'))
  const routes = allRoutes(deps, metrics)
  const pass = guard(deps)
  const observed = observe(deps.ports, metrics)
  // One handler a path, and no middleware: Hono calls a single one as it is, and any chain with a promise or two for each link.
  const served = (answer: Answer): Handle => {
    return observed(async (c) => {
      try {
        await pass(c)
        return toResponse(await answer(c))
      } catch (error) {
        return toResponse(refuse(c, deps, await asClosed(deps.ports, error, c.get('route'))))
      }
    })
  }
  for (const route of [...routes, openApiRoute(routes, deps)])
    app.on(route.method.toUpperCase(), patternOf(route), served(answerOf(route, deps, idempotency)))
  app.notFound(
    served(async (c) => {
      await requireCompanyOpen(deps.ports)
      if (c.req.path.startsWith('/api/v1')) requireActive((await findCaller(deps, c.req.raw.headers)).caller)
      throw new DomainError('not_found')
    }),
  )
  return app
}

/** As Hono writes a path with parts. */
function patternOf({ path }: Route): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

function answerOf(route: Route, deps: ApiDeps, idempotency: Idempotency): Answer {
  const closes = route.access === 'anyone' && !STAYS.has(route.path)
  return async (c) => {
    c.set('route', route)
    if (closes) await requireCompanyOpen(deps.ports)
    return route.respond(incomingOf(c, deps, route, idempotency))
  }
}

function openApiRoute(routes: readonly Route[], deps: ApiDeps): Route {
  let document: unknown
  return open({
    method: 'get',
    path: '/api/v1/openapi.json',
    name: 'getOpenApi',
    tag: 'Server',
    summary: 'This document',
    answer: { type: 'application/json', description: 'OpenAPI 3.1' },
    run: async () => ok((document ??= createOpenApi(routes, deps.config))),
  })
}
