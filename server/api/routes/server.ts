import { DomainError } from '#domain/errors.ts'
import { z } from 'zod'
import { isLoopback } from '../../config/config.ts'
import type { Metrics } from '../metrics.ts'
import { ok, text } from '../reply.ts'
import { open, type Route } from '../route.ts'

const up = z.object({ status: z.literal('up') }).meta({ id: 'Up' })
const jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) }).meta({ id: 'Jwks' })

/** What a machine asks before anything else (protocol.md, parts 1 and 4). */
export function serverRoutes(metrics: Metrics): readonly Route[] {
  return [
    open({
      method: 'get',
      path: '/healthz',
      name: 'getHealth',
      tag: 'Server',
      summary: 'The process is up',
      answer: up,
      run: async () => ok({ status: 'up' }),
    }),
    open({
      method: 'get',
      path: '/readyz',
      name: 'getReadiness',
      tag: 'Server',
      summary: 'The store is reachable, migrated and as durable as promised',
      answer: up,
      refusals: ['unavailable'],
      async run({ deps }) {
        if (!(await deps.readiness())) throw new DomainError('unavailable')
        return ok({ status: 'up' })
      },
    }),
    open({
      method: 'get',
      path: '/metrics',
      name: 'getMetrics',
      tag: 'Server',
      summary: 'Prometheus figures; from this machine alone',
      answer: { type: 'text/plain', description: 'The Prometheus text format' },
      refusals: ['unauthenticated'],
      async run({ socketIp, headers }) {
        // A proxy on this machine comes from loopback too, and says for whom.
        const forwarded = headers.has('x-forwarded-for') || headers.has('forwarded')
        if (forwarded || socketIp === null || !isLoopback(socketIp.replace('::ffff:', '')))
          throw new DomainError('unauthenticated')
        const { type, content } = await metrics.text()
        return text(type, content)
      },
    }),
    open({
      method: 'get',
      path: '/.well-known/jwks.json',
      name: 'getJwks',
      tag: 'Receipts',
      summary: 'Every key that ever signed a receipt (RFC 7517)',
      answer: jwks,
      run: async ({ deps }) => ok({ keys: deps.keyRing.publicKeys() }),
    }),
  ]
}
