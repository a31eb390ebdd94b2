import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { DomainError, isDomainError, type ErrorCode } from '#domain/errors.ts'
import type { Ports } from '../commands/ports.ts'
import type { Reply } from './reply.ts'

/** Refusals that a try has cost something: to give them again must not cost it twice. All others changed nothing and are decided anew. */
const KEPT: ReadonlySet<ErrorCode> = new Set(['wrong_number', 'code_burnt'])

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
 * Answers are stored sealed, because some hold an invitation's secret. A claim without an answer that is not under way here was left by a crash:
 * the work runs again, and what must be one command makes its own id from the key (`batchId`).
 */
export function createIdempotency(ports: Ports, sealingKey: Buffer): Idempotency {
  const underWay = new Set<string>()
  async function first(once: Once): Promise<Reply> {
    const { reply, keep } = await attempt(once)
    const { status, cookies: _, ...rest } = reply
    await ports.store.write((tx) =>
      keep
        ? tx.idempotency.finish(once.scope, status, seal(JSON.stringify(rest), sealingKey))
        : tx.idempotency.release(once.scope),
    )
    return reply
  }
  return {
    async run(once) {
      if (underWay.has(once.scope)) throw new DomainError('idempotency_in_progress')
      underWay.add(once.scope)
      try {
        const bodyHash = ports.hash(once.body)
        const before = await ports.store.write((tx) => tx.idempotency.claim(once.scope, bodyHash, ports.clock.now()))
        if (before !== null && before.bodyHash !== bodyHash) throw new DomainError('idempotency_key_reused')
        if (before?.status == null || before.body === null) return await first(once)
        return again(before.status, before.body, sealingKey)
      } finally {
        underWay.delete(once.scope)
      }
    },
  }
}

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
