import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = {
  request(method: string, route: string, status: number, seconds: number): void
  /** The Prometheus text format. */
  text(): Promise<{ type: string; content: string }>
}

/** The process's own figures, requests by route, and gauges that are read when they are asked for. */
export function createMetrics(gauges: () => Readonly<Record<string, number>>): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
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
