import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { standing } from '../queries/standing.ts'
import type { ApiDeps } from './deps.ts'

export type Metrics = {
  request(method: string, route: string, status: number, seconds: number): void
  /** The Prometheus text format. */
  text(): Promise<{ type: string; content: string }>
}

/** The process's own figures, requests by route, and gauges that are read when they are asked for. */
export function createMetrics({ ports, metrics, gauges }: Pick<ApiDeps, 'ports' | 'metrics' | 'gauges'>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const metric of metrics) registry.registerMetric(metric)
  standingGauges(ports, registry)
  const requests = new Histogram({
    name: 'signoff_http_request_seconds',
    help: 'Requests by method, route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  const named = new Map<string, Gauge>()
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status: String(status) }, seconds),
    async text() {
      for (const [name, value] of Object.entries(gauges())) {
        const gauge =
          named.get(name) ??
          new Gauge({ name: `signoff_${name}`, help: name.replaceAll('_', ' '), registers: [registry] })
        named.set(name, gauge)
        gauge.set(value)
      }
      return { type: registry.contentType, content: await registry.metrics() }
    },
  }
}

/** What stands in the store, the same from every node. While the store is away these figures are missing, and the others are there. */
function standingGauges(ports: ApiDeps['ports'], registry: Registry): void {
  const now = () => standing(ports).catch(() => null)
  const open = new Gauge({
    name: 'signoff_sign_outs_open',
    help: 'Open sign-outs in the store, by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const counted = await now()
      this.reset()
      for (const [state, count] of counted?.open ?? []) this.set({ state }, count)
    },
  })
  const overdue = new Gauge({
    name: 'signoff_sign_outs_overdue',
    help: 'Open sign-outs in the store that are overdue',
    registers: [],
    async collect() {
      this.set((await now())?.overdue ?? Number.NaN)
    },
  })
  const hooks = new Gauge({
    name: 'signoff_webhooks',
    help: 'Calls of the webhook that wait for a next try, and those of a week that were given up',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const counted = await ports.store.read.hooks.standing().catch(() => null)
      this.reset()
      if (counted === null) return
      this.set({ state: 'waiting' }, counted.waiting)
      this.set({ state: 'given-up' }, counted.givenUp)
    },
  })
  const intact = new Gauge({
    name: 'signoff_log_intact',
    help: 'Whether the newest verification of the whole log found every entry intact (1) or a broken one (0)',
    registers: [],
    async collect() {
      const verified = await ports.store.read.verifications.latest(null, true).catch(() => null)
      this.set(verified ? Number(verified.state === 'intact') : Number.NaN)
    },
  })
  for (const metric of [open, overdue, hooks, intact]) registry.registerMetric(metric)
}
