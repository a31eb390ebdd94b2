import type { Viewer } from '#domain/access.ts'
import type { PasskeyAssertion } from '#domain/credential.ts'
import { DomainError } from '#domain/errors.ts'
import type { Member } from '#domain/member.ts'
import { checkFailures, recordFailure } from './admission.ts'
import { provePasskey } from './passkeys.ts'
import type { Ports } from './ports.ts'
import { codeRequired, hasAuthenticator, takeCode } from './second-factor.ts'

/** One of them proves the person; a password alone does not where there is an authenticator app. */
export type StepUpProof = {
  readonly password?: string | undefined
  readonly code?: string | undefined
  readonly passkey?: PasskeyAssertion | undefined
  readonly ip: string | null
}

/**
 * Proves the person again for this session, for five minutes (protocol.md, part 3). Throws `bad_credentials`, `rate_limited`,
 * `second_factor_required`, `bad_code`, `passkey_refused`.
 */
export async function stepUp(ports: Ports, viewer: Viewer, proof: StepUpProof): Promise<void> {
  const member = await ports.store.read.members.get(viewer.memberId)
  if (!member) throw new DomainError('not_found')
  if (proof.passkey === undefined) await proveByText(ports, member, proof)
  else if ((await provePasskey(ports, proof.passkey, 'passkey-step-up', member.id)) === null)
    throw new DomainError('passkey_refused')
  await ports.store.write((tx) => tx.sessions.stepUp(viewer.sessionId, ports.clock.now()))
}

async function proveByText(ports: Ports, member: Member, { password, code, ip }: StepUpProof): Promise<void> {
  if (password !== undefined) await checkPassword(ports, member, password, ip)
  if (code !== undefined) return takeCode(ports, member, code, ip)
  if (password === undefined) throw new DomainError('invalid', { errors: [{ field: 'password', code: 'required' }] })
  if (await hasAuthenticator(ports, member.id)) throw codeRequired()
}

async function checkPassword(ports: Ports, member: Member, password: string, ip: string | null): Promise<void> {
  const attempt = { account: member.email, address: ip }
  const hash = await ports.store.read.members.passwordHash(member.id)
  if (await ports.passwords.verify(hash, password)) return
  await checkFailures(ports, attempt)
  await recordFailure(ports, attempt)
  throw new DomainError('bad_credentials')
}
