import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Member } from '#domain/member.ts'
import {
  otpauthUri,
  RECOVERY_ALPHABET,
  RECOVERY_COUNT,
  RECOVERY_LENGTH,
  shownRecovery,
  stepOf,
  typedCode,
} from '#domain/one-time-code.ts'
import type { Writes } from '#domain/store.ts'
import { checkCodeTries, recordCodeFailure } from './admission.ts'
import { mustHaveAuthenticator } from './admin-factor.ts'
import { requireStepUp } from './authorise.ts'
import { changeCredential, noteCredential } from './note-credential.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { authenticatorUse, hasAuthenticator, recoveryUse } from './second-factor.ts'

/** Begins with an authenticator app: its secret, shown this once. It counts once a code has confirmed it. Throws `step_up_required`, `wrong_state`. */
export async function beginAuthenticator(ports: Ports, viewer: Viewer): Promise<{ secret: string; uri: string }> {
  requireStepUp(viewer, ports.clock.now())
  const member = await memberOf(ports, viewer)
  const { name } = await requireOrg(ports.store.read.org)
  const secret = ports.codes.secret()
  const sealed = ports.secrets.seal(secret, authenticatorUse(member.id))
  await ports.store.write(async (tx) => {
    await tx.log.take(member.id)
    const present = await tx.factors.authenticator(member.id)
    if (present !== null && present.confirmedAt !== null) throw new DomainError('wrong_state', { state: 'confirmed' })
    const createdAt = ports.clock.now()
    await tx.factors.setAuthenticator({ memberId: member.id, sealed, createdAt, confirmedAt: null, lastStep: 0 })
  })
  return { secret, uri: otpauthUri(secret, member.email, name) }
}

/** The first right code makes the app count, and makes recovery codes, shown this once. Throws `wrong_state`, `bad_code`, `rate_limited`. */
export async function confirmAuthenticator(
  ports: Ports,
  viewer: Viewer,
  typed: string,
  ip: string | null,
): Promise<readonly string[]> {
  const member = await memberOf(ports, viewer)
  const attempt = { account: member.email, address: ip }
  await checkCodeTries(ports, attempt)
  const codes = makeRecovery(ports)
  const confirmed = await changeCredential(ports, member.id, async (tx) => {
    const app = await tx.factors.authenticator(member.id)
    if (app === null || app.confirmedAt !== null)
      throw new DomainError('wrong_state', { state: app === null ? 'none' : 'confirmed' })
    const secret = ports.secrets.open(app.sealed, authenticatorUse(member.id))
    const code = typedCode(typed)
    const now = ports.clock.now()
    const step = secret === null || code === null ? null : stepOf(code, now, 0, (at) => ports.codes.of(secret, at))
    if (step === null) return false
    await tx.factors.setAuthenticator({ ...app, confirmedAt: now, lastStep: step })
    await storeRecovery(ports, tx, member, codes)
    await noteCredential(ports, tx, member, { what: 'authenticator-added', by: viewer })
    return true
  })
  if (confirmed) return codes.map(shownRecovery)
  await recordCodeFailure(ports, attempt)
  throw new DomainError('bad_code')
}

/** Takes the app and its recovery codes away. Throws `step_up_required`, `not_found`, and `second_factor_missing` where the policy wants it. */
export async function removeAuthenticator(ports: Ports, viewer: Viewer): Promise<void> {
  requireStepUp(viewer, ports.clock.now())
  const member = await memberOf(ports, viewer)
  await changeCredential(ports, member.id, async (tx) => {
    const app = await tx.factors.authenticator(member.id)
    if (app === null) throw new DomainError('not_found')
    const { policy } = await requireOrg(tx.org)
    if (app.confirmedAt !== null && mustHaveAuthenticator(policy, member))
      throw new DomainError('second_factor_missing')
    await tx.factors.removeAuthenticator(member.id)
    await tx.factors.setRecovery(member.id, [], ports.clock.now())
    if (app.confirmedAt !== null) await noteCredential(ports, tx, member, { what: 'authenticator-removed', by: viewer })
  })
}

/** Ten new recovery codes, shown this once; the old ones are void. Throws `step_up_required`, `wrong_state` without an authenticator. */
export async function renewRecovery(ports: Ports, viewer: Viewer): Promise<readonly string[]> {
  requireStepUp(viewer, ports.clock.now())
  const member = await memberOf(ports, viewer)
  if (!(await hasAuthenticator(ports, member.id))) throw new DomainError('wrong_state', { state: 'none' })
  const codes = makeRecovery(ports)
  await changeCredential(ports, member.id, async (tx) => {
    await storeRecovery(ports, tx, member, codes)
    await noteCredential(ports, tx, member, { what: 'recovery-renewed', by: viewer })
  })
  return codes.map(shownRecovery)
}

function makeRecovery({ random }: Ports): readonly string[] {
  return Array.from({ length: RECOVERY_COUNT }, () => random.pick(RECOVERY_ALPHABET, RECOVERY_LENGTH))
}

async function storeRecovery(ports: Ports, tx: Writes, member: Member, codes: readonly string[]): Promise<void> {
  const hashes = codes.map((code) => ports.secrets.mac(code, recoveryUse(member.id)))
  await tx.factors.setRecovery(member.id, hashes, ports.clock.now())
}

async function memberOf({ store }: Ports, viewer: Viewer): Promise<Member> {
  const member = await store.read.members.get(viewer.memberId)
  if (!member) throw new DomainError('not_found')
  return member
}
