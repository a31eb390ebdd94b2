import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, KeyId, MemberId } from '#domain/ids.ts'
import { KEY_PREFIX, type IntegrationKey, type KeyScope } from '#domain/integration.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { adminActor } from './actor.ts'
import { requireStepUp } from './authorise.ts'
import { newObligation } from './obligation/save-obligation.ts'
import { settleIn, takeAll } from './obligation/settle-obligations.ts'
import type { Ports } from './ports.ts'

export type KeyAsk = {
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly ownerId?: MemberId | undefined
  readonly expiresAt?: Instant | undefined
  readonly thirdParty?: boolean | undefined
}

const YEAR_MS = 365 * 24 * 60 * 60_000
/** Where the grant of a key of ours comes from: its external id is the key's. */
const OURS = 'signoff'

/**
 * Makes a key for a program. Its secret is shown once; the store has the hash. The same commit writes its grant down as an obligation of its
 * owner, so that whoever sees the owner out finds it (guide statement 5.5). Throws `step_up_required`, `invalid`.
 */
export async function createKey(
  ports: Ports,
  viewer: Viewer,
  ask: KeyAsk,
): Promise<{ key: IntegrationKey; secret: string }> {
  requireStepUp(viewer, ports.clock.now())
  const secret = `${KEY_PREFIX}${ports.random.token()}`
  const ownerId = ask.ownerId ?? viewer.memberId
  const key = await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, ownerId])
    const now = ports.clock.now()
    const owner = await tx.members.get(ownerId)
    // A key does in its owner's name what administrators do, so it is one's who may.
    const able = owner?.state === 'active' && (owner.roles.includes('admin') || owner.roles.includes('owner'))
    if (!able) throw new DomainError('invalid', { errors: [{ field: 'ownerId', code: 'unknown' }] })
    const expiresAt = ask.expiresAt ?? now + YEAR_MS
    if (expiresAt <= now) throw new DomainError('invalid', { errors: [{ field: 'expiresAt', code: 'past' }] })
    if (expiresAt > now + YEAR_MS)
      throw new DomainError('invalid', { errors: [{ field: 'expiresAt', code: 'too_far' }] })
    const id = ports.random.id('key')
    const { name, scopes } = ask
    const made = { id, name, ownerId, scopes, createdAt: now, expiresAt, lastUsedAt: null, revokedAt: null }
    await tx.integrations.insert(made, ports.hash(secret))
    const kind = ask.thirdParty === true ? 'third-party-grant' : 'api-grant'
    const grant = { kind, title: name, ownerId, source: OURS, externalId: id, data: { keyId: id } } as const
    await tx.obligations.insert([newObligation(ports, grant, now)], now)
    const data = { keyId: id, name, ownerId, scopes, expiresAt, by: adminActor(viewer) }
    await tx.log.append(ORG_STREAM, [{ type: 'key.created', data }], now)
    return made
  })
  ports.bell.ring(ORG_STREAM)
  ports.bell.ring(ownerId)
  return { key, secret }
}

/** Ends a key, and settles its grant. It is refused from this commit on. Throws `step_up_required`, `not_found`. */
export async function revokeKey(ports: Ports, viewer: Viewer, id: KeyId): Promise<void> {
  requireStepUp(viewer, ports.clock.now())
  const seen = await ports.store.read.integrations.get(id)
  if (!seen) throw new DomainError('not_found')
  await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, seen.ownerId])
    const now = ports.clock.now()
    if (!(await tx.integrations.revoke(id, now))) return
    const by = adminActor(viewer)
    await tx.log.append(ORG_STREAM, [{ type: 'key.revoked', data: { keyId: id, name: seen.name, by } }], now)
    const grant = await tx.obligations.byExternal(OURS, id)
    if (grant?.state !== 'open' || grant.ownerId !== seen.ownerId) return
    const act = grant.kind === 'api-grant' ? 'revoke' : 'unbind'
    await settleIn(ports, tx, [grant], { act }, by, now)
  })
  ports.bell.ring(ORG_STREAM)
  ports.bell.ring(seen.ownerId)
}
