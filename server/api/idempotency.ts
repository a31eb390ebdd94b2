import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { DomainError, isDomainError, type ErrorCode } from '#domain/errors.ts'
import type { Ports } from '../commands/ports.ts'
import type { Reply } from './reply.ts'

/** Refusals that a try has cost something: to give them again must not cost it twice. All others changed nothing and are decided anew. */
const KEPT: ReadonlySet<ErrorCode> = new Set(['wrong_number', 'code_burnt'])

/** The first request with a key has a lease, kept up while it works. Where its node dies, another may do the work after this time. */
const LEASE_MS = 10_000

export type Once = {
  /** Names the caller, the route and the key. */
  readonly scope: string
  readonly body: string
  readonly work: () => Promise<Reply>
  readonly refusal: (error: DomainError) => Reply
}
export type Idempotency = { run(once: Once): Promise<Reply> }

const stored = z.object({
  body: z.unknown().optional(),
  text: z.object({ type: z.string(), content: z.string() }).optional(),
  headers: z.record(z.string(), z.string()).optional(),
})

/**
 * The first answer again for the same caller, route and key, for 24 hours (protocol.md, head); another body is `idempotency_key_reused`.
 * Answers are stored sealed, because some hold an invitation's secret. A claim without an answer whose lease nobody has was left by a crash:
 * the work runs again, and what must be one command makes its own id from the key (`batchId`). Throws `idempotency_in_progress` while the
 * first request is under way, on whichever node.
 */
export function createIdempotency(ports: Ports, sealingKey: Buffer): Idempotency {
  const underWay = new Set<string>()
  const holder = ports.random.token()

  /**
   * In one commit, so that of two nodes asked at once one works and the other knows it. The lease comes first: whoever gets it because the
   * other let go then reads that one's answer, which was kept in the commit that let go.
   */
  async function claim({ scope }: Once, bodyHash: string) {
    return ports.store.write(async (tx) => {
      const now = ports.clock.now()
      const held = await tx.leases.hold(leaseOf(scope), holder, now, now + LEASE_MS)
      const before = await tx.idempotency.claim(scope, bodyHash, now)
      if (before !== null && before.bodyHash !== bodyHash) throw new DomainError('idempotency_key_reused')
      if (before?.status != null && before.body !== null) {
        if (held) await tx.leases.release(leaseOf(scope), holder)
        return { status: before.status, body: before.body }
      }
      if (!held) throw new DomainError('idempotency_in_progress')
      return null
    })
  }

  function keepUp(scope: string): () => void {
    const hold = () => {
      const now = ports.clock.now()
      ports.store
        .write((tx) => tx.leases.hold(leaseOf(scope), holder, now, now + LEASE_MS))
        .catch((error: unknown) => ports.log.warn({ error: String(error) }, 'a lease could not be kept up'))
    }
    const timer = setInterval(hold, LEASE_MS / 3)
    return () => clearInterval(timer)
  }

  async function first(once: Once): Promise<Reply> {
    const letGo = keepUp(once.scope)
    try {
      const { reply, keep } = await attempt(once)
      const { status, cookies: _, ...rest } = reply
      const sealed = keep ? seal(JSON.stringify(rest), sealingKey) : null
      await ports.store.write(async (tx) => {
        await (sealed === null ? tx.idempotency.release(once.scope) : tx.idempotency.finish(once.scope, status, sealed))
        await tx.leases.release(leaseOf(once.scope), holder)
      })
      return reply
    } finally {
      letGo()
    }
  }
  return {
    async run(once) {
      if (underWay.has(once.scope)) throw new DomainError('idempotency_in_progress')
      underWay.add(once.scope)
      try {
        const answered = await claim(once, ports.hash(once.body))
        return answered === null ? await first(once) : again(answered.status, answered.body, sealingKey)
      } finally {
        underWay.delete(once.scope)
      }
    },
  }
}

const leaseOf = (scope: string) => `answer: ${scope}`

async function attempt({ work, refusal }: Once): Promise<{ reply: Reply; keep: boolean }> {
  try {
    return { reply: await work(), keep: true }
  } catch (error) {
    if (!isDomainError(error)) throw error
    return { reply: refusal(error), keep: KEPT.has(error.code) }
  }
}

function again(status: number, sealed: string, key: Buffer): Reply {
  const { body, text, headers } = stored.parse(JSON.parse(unseal(sealed, key)))
  return { status, body, ...(text ? { text } : {}), headers: { ...headers, 'idempotency-replayed': 'true' } }
}

/** AES-256-GCM: iv ‖ tag ‖ ciphertext, base64url. */
function seal(plain: string, key: Buffer): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

function unseal(sealed: string, key: Buffer): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
