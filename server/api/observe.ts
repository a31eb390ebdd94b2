import { performance } from 'node:perf_hooks'
import type { MiddlewareHandler } from 'hono'
import type { Ports } from '../commands/ports.ts'
import type { ApiEnv } from './app.ts'
import type { Metrics } from './metrics.ts'

/** The headers of every answer, one log line and one measurement of every request: its route's pattern, never its path. */
export function observe(ports: Ports, metrics: Metrics): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    c.res.headers.set('cache-control', 'no-store')
    c.res.headers.set('x-content-type-options', 'nosniff')
    const ms = performance.now() - start
    const pattern = c.get('route')?.path ?? 'none'
    const { status } = c.res
    metrics.request(c.req.method, pattern, status, ms / 1000)
    const memberId = c.get('memberId')
    ports.log.info(
      {
        method: c.req.method,
        route: pattern,
        status,
        ms: Math.round(ms),
        ...(memberId === undefined ? {} : { memberId }),
      },
      'request',
    )
  }
}
