import { DomainError } from '#domain/errors.ts'
import type { Member } from '#domain/member.ts'
import { stepOf, typedCode, typedRecovery } from '#domain/one-time-code.ts'
import { checkCodeTries, recordCodeFailure } from './admission.ts'
import { changeCredential, noteCredential } from './note-credential.ts'
import type { Ports } from './ports.ts'

/** What an authenticator's secret is sealed for: this member alone. */
export const authenticatorUse = (memberId: string) => `authenticator ${memberId}`
export const recoveryUse = (memberId: string) => `recovery codes ${memberId}`

/** Whether a member's password alone is not enough. */
export async function hasAuthenticator({ store }: Pick<Ports, 'store'>, memberId: string): Promise<boolean> {
  return ((await store.read.factors.authenticator(memberId))?.confirmedAt ?? null) !== null
}

/** What is asked for where a code is missing. */
export function codeRequired(): DomainError {
  return new DomainError('second_factor_required', { factors: ['authenticator', 'recovery-code'] })
}

/**
 * Takes a code of the member's authenticator app, or one of their recovery codes: each once. Unlike a right password a right code is refused
 * after too many wrong ones, for it has only six digits. Throws `bad_code`, `rate_limited`.
 */
export async function takeCode(ports: Ports, member: Member, code: string, ip: string | null): Promise<void> {
  const attempt = { account: member.email, address: ip }
  await checkCodeTries(ports, attempt)
  const app = typedCode(code)
  const recovery = app === null ? typedRecovery(code) : null
  const taken =
    app === null
      ? recovery !== null && (await takeRecovery(ports, member, recovery))
      : await takeStep(ports, member, app)
  if (taken) return
  await recordCodeFailure(ports, attempt)
  ports.log.warn({ memberId: member.id }, 'a wrong code of a second factor')
  throw new DomainError('bad_code')
}

async function takeStep(ports: Ports, member: Member, code: string): Promise<boolean> {
  const app = await ports.store.read.factors.authenticator(member.id)
  if (!app || app.confirmedAt === null) return false
  const secret = ports.secrets.open(app.sealed, authenticatorUse(member.id))
  if (secret === null) return false
  const step = stepOf(code, ports.clock.now(), app.lastStep, (at) => ports.codes.of(secret, at))
  return step !== null && ports.store.write((tx) => tx.factors.useStep(member.id, step))
}

async function takeRecovery(ports: Ports, member: Member, code: string): Promise<boolean> {
  const hash = ports.secrets.mac(code, recoveryUse(member.id))
  return changeCredential(ports, member.id, async (tx) => {
    if (!(await tx.factors.useRecovery(member.id, hash, ports.clock.now()))) return false
    await noteCredential(ports, tx, member, { what: 'recovery-used', by: null })
    return true
  })
}
