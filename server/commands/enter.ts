import { cleanName, type DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { SessionId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { SignInMethod } from '#domain/session.ts'
import type { Org, Writes } from '#domain/store.ts'
import { admit, type Admitted } from './admit.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** Somebody who has proved who they are, at the door with a device. */
export type Entering = {
  readonly member: Member
  readonly method: Exclude<SignInMethod, 'link'>
  readonly device: DeviceClaim
  /** At the limit: end this active session of the caller's and take its place. */
  readonly replace?: SessionId | undefined
  /** A JWS of the device's key over the challenge that `proof_required` brought. */
  readonly proof?: string | undefined
  readonly ip: string | null
  /** What is used up by coming in, in the same commit; it throws when that is gone. */
  readonly use?: (tx: Writes) => Promise<void>
}

const CHALLENGE_MS = 2 * 60_000

/**
 * Lets a device in that signs in by itself (protocol.md, part 3). The same key within a member is the same device and keeps its session and
 * place. Throws `member_suspended`, `restored`, `bad_credentials`, `proof_required {challenge}`, `device_limit {limit, sessions}`.
 */
export async function enter(ports: Ports, ask: Entering): Promise<Admitted> {
  const { member, device, use } = ask
  const thumbprint = await ports.proofs.thumbprint(device.publicKey)
  const proven = await proveKey(ports, member, thumbprint, ask)
  const admitted = await ports.store.write(async (tx) => {
    await tx.log.take(member.id)
    const fresh = await tx.members.get(member.id)
    if (!fresh) throw new DomainError('bad_credentials')
    refuseClosed(fresh, await requireOrg(tx.org))
    const known = await tx.devices.byThumbprint(member.id, thumbprint)
    if (known && !proven) return null // it appeared in between: ask for the proof
    await use?.(tx)
    const how = {
      method: ask.method,
      bySelf: true,
      originalDeviceId: null,
      replace: ask.replace,
      ip: ask.ip,
      holds: null,
    }
    return admit(ports, tx, fresh, { ...device, name: cleanName(device.name) || device.kind }, thumbprint, how)
  })
  if (admitted === null) return enter(ports, ask)
  ports.bell.ring(member.id)
  return admitted
}

/** Throws for whom sign-in is closed: `member_suspended`, `restored`, and `bad_credentials` for who is no member (any more). */
export function refuseClosed(member: Member, org: Org): void {
  if (member.state === 'suspended') throw new DomainError('member_suspended')
  if (member.state !== 'active') throw new DomainError('bad_credentials')
  if (org.restoredAsOf !== null && !member.roles.includes('owner')) throw new DomainError('restored')
}

/** A key this member already has must prove itself, whoever knows the password (protocol.md, part 3). False for a new key. */
async function proveKey(
  ports: Ports,
  member: Member,
  thumbprint: string,
  { device, proof }: Pick<Entering, 'device' | 'proof'>,
): Promise<boolean> {
  const known = await ports.store.read.devices.byThumbprint(member.id, thumbprint)
  if (!known) return false
  if (proof !== undefined) {
    const challenge = await ports.proofs.verify(proof, device.publicKey)
    const taken = challenge === null ? null : await ports.store.write((tx) => tx.challenges.take(ports.hash(challenge)))
    if (taken && taken.memberId === member.id && taken.thumbprint === thumbprint && ports.clock.now() < taken.expiresAt)
      return true
  }
  const challenge = ports.random.token()
  const expiresAt = ports.clock.now() + CHALLENGE_MS
  await ports.store.write((tx) =>
    tx.challenges.insert({ id: ports.hash(challenge), memberId: member.id, thumbprint, expiresAt }),
  )
  throw new DomainError('proof_required', { challenge })
}
