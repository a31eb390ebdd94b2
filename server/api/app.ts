import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { asClosed, requireCompanyOpen } from './closed.ts'
import { derive } from '../config/config.ts'
import type { ApiDeps } from './deps.ts'
import { createIdempotency } from './idempotency.ts'
import { createMetrics } from './metrics.ts'
import { guard } from './guard.ts'
import { observe } from './observe.ts'
import { createOpenApi } from './openapi.ts'
import { findCaller, requireActive } from './authenticate.ts'
import { DomainError } from '#domain/errors.ts'
import { incomingOf, type Served } from './incoming.ts'
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

/** The HTTP API: every route of protocol.md, parts 1 to 6 and 8, and OAuth. */
export function createApi(deps: ApiDeps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const metrics = createMetrics(deps)
  const idempotency = createIdempotency(deps.ports, derive(deps.config.secret, 'idempotency'))
  const routes = allRoutes(deps, metrics)
  app.use(observe(deps.ports, metrics))
  app.use(guard(deps))
  for (const route of [...routes, openApiRoute(routes, deps)]) mount(app, route, deps, idempotency)
  app.all('*', async (c) => {
    await requireCompanyOpen(deps.ports)
    if (c.req.path.startsWith('/api/v1')) requireActive((await findCaller(deps, c.req.raw.headers)).caller)
    throw new DomainError('not_found')
  })
  app.onError(async (error, c) => refuse(c, deps, await asClosed(deps.ports, error, c.get('route'))))
  return app
}

function mount(
  app: Hono<ApiEnv>,
  route: Route,
  deps: ApiDeps,
  idempotency: ReturnType<typeof createIdempotency>,
): void {
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    c.set('route', route)
    if (route.access === 'anyone' && !STAYS.has(route.path)) await requireCompanyOpen(deps.ports)
    return toResponse(c, await route.respond(incomingOf(c, deps, route, idempotency)))
  })
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
