import { cleanName, type DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { SessionId } from '#domain/ids.ts'
import { normalizeEmail, type Member } from '#domain/member.ts'
import type { Org } from '#domain/store.ts'
import { checkFailures, recordFailure } from './admission.ts'
import { admit, type Admitted } from './admit.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

export type SignIn = {
  readonly email: string
  readonly password: string
  readonly device: DeviceClaim
  /** At the limit: end this active session of the caller's and take its place. */
  readonly replace?: SessionId | undefined
  /** A JWS of the device's key over the challenge that `proof_required` brought. */
  readonly proof?: string | undefined
  readonly ip: string | null
}

const CHALLENGE_MS = 2 * 60_000

/**
 * Signs a device in by password (protocol.md, part 3). The same key within a member is the same device and keeps its session and place.
 * Throws `bad_credentials` (same for unknown and wrong), `rate_limited`, `member_suspended`, `restored`, `proof_required {challenge}`,
 * `device_limit {limit, sessions}`.
 */
export async function signIn(ports: Ports, ask: SignIn): Promise<Admitted> {
  const member = await checkPassword(ports, ask)
  const org = await requireOrg(ports.store.read.org)
  refuseClosed(member, org)
  const thumbprint = await ports.proofs.thumbprint(ask.device.publicKey)
  const proven = await proveKey(ports, member, thumbprint, ask)
  const admitted = await ports.store.write(async (tx) => {
    await tx.log.take(member.id)
    const fresh = await tx.members.get(member.id)
    if (!fresh) throw new DomainError('bad_credentials')
    refuseClosed(fresh, await requireOrg(tx.org))
    const known = await tx.devices.byThumbprint(member.id, thumbprint)
    if (known && !proven) return null // it appeared in between: ask for the proof
    const how = {
      method: 'password' as const,
      bySelf: true,
      originalDeviceId: null,
      replace: ask.replace,
      ip: ask.ip,
      holds: null,
    }
    return admit(
      ports,
      tx,
      fresh,
      { ...ask.device, name: cleanName(ask.device.name) || ask.device.kind },
      thumbprint,
      how,
    )
  })
  if (admitted === null) return signIn(ports, ask)
  ports.bell.ring(member.id)
  return admitted
}

async function checkPassword(ports: Ports, { email, password, ip }: SignIn): Promise<Member> {
  const account = normalizeEmail(email)
  const attempt = { account, address: ip }
  const member = await ports.store.read.members.byEmail(account)
  const hash = member ? await ports.store.read.members.passwordHash(member.id) : null
  const limited = await limitOf(ports, attempt)
  // A right password is never refused for someone else's failures, so it is always looked at, and a wrong one costs the same.
  if ((await ports.passwords.verify(hash, password)) && member) return member
  if (limited) throw limited
  await recordFailure(ports, attempt)
  throw new DomainError('bad_credentials')
}

async function limitOf(
  ports: Ports,
  attempt: { account: string; address: string | null },
): Promise<DomainError | null> {
  try {
    await checkFailures(ports, attempt)
    return null
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

function refuseClosed(member: Member, org: Org): void {
  if (member.state === 'suspended') throw new DomainError('member_suspended')
  if (member.state !== 'active') throw new DomainError('bad_credentials')
  if (org.restoredAsOf !== null && !member.roles.includes('owner')) throw new DomainError('restored')
}

/** A key this member already has must prove itself, whoever knows the password (protocol.md, part 3). False for a new key. */
async function proveKey(ports: Ports, member: Member, thumbprint: string, { device, proof }: SignIn): Promise<boolean> {
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
