import { performance } from 'node:perf_hooks'
import type { Context } from 'hono'
import type { Ports } from '../commands/ports.ts'
import type { ApiEnv } from './app.ts'
import type { Metrics } from './metrics.ts'

/** What answers a request. */
export type Handle = (c: Context<ApiEnv>) => Promise<Response>

/** One log line and one measurement of every request: its route's pattern, never its path. `work` answers and never throws. */
export function observe(ports: Pick<Ports, 'log'>, metrics: Pick<Metrics, 'request'>): (work: Handle) => Handle {
  return (work) => async (c) => {
    const start = performance.now()
    const response = await work(c)
    const ms = performance.now() - start
    const { method } = c.req
    const route = c.get('route')?.path ?? 'none'
    const { status } = response
    metrics.request(method, route, status, ms / 1000)
    const memberId = c.get('memberId')
    const fields = { method, route, status, ms: Math.round(ms) }
    ports.log.info(memberId === undefined ? fields : { ...fields, memberId }, 'request')
    return response
  }
}
