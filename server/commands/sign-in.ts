import { DomainError, isDomainError } from '#domain/errors.ts'
import type { DeviceClaim } from '#domain/device.ts'
import type { SessionId } from '#domain/ids.ts'
import { normalizeEmail, type Member } from '#domain/member.ts'
import { checkFailures, recordFailure } from './admission.ts'
import type { Admitted } from './admit.ts'
import { enter, refuseClosed } from './enter.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { codeRequired, hasAuthenticator, takeCode } from './second-factor.ts'
import { putTicket, readTicket, takeTicket } from './tickets.ts'

export type SignIn = {
  readonly email: string
  readonly password: string
  /** Of the authenticator app, or a recovery code, where the member has one. */
  readonly code?: string | undefined
  /** Stands for a code that was right, where something else was in the way then. */
  readonly pass?: string | undefined
  readonly device: DeviceClaim
  /** At the limit: end this active session of the caller's and take its place. */
  readonly replace?: SessionId | undefined
  /** A JWS of the device's key over the challenge that `proof_required` brought. */
  readonly proof?: string | undefined
  readonly ip: string | null
}

/**
 * Signs a device in by password, and by a code where the member has an authenticator app (protocol.md, part 3). The same key within a member
 * is the same device and keeps its session and place. Throws `bad_credentials` (same for unknown and wrong), `rate_limited`,
 * `member_suspended`, `restored`, `second_factor_required {factors}`, `bad_code`, `proof_required {challenge}`,
 * `device_limit {limit, sessions}`; the last two bring a `pass` where a code was used up.
 */
export async function signIn(ports: Ports, ask: SignIn): Promise<Admitted> {
  const member = await checkPassword(ports, ask)
  refuseClosed(member, await requireOrg(ports.store.read.org))
  const { device, replace, proof, ip } = ask
  const entering = { member, method: 'password' as const, device, replace, proof, ip }
  if (!(await hasAuthenticator(ports, member.id))) return enter(ports, entering)
  const pass = await passOf(ports, member, ask)
  try {
    return await enter(ports, {
      ...entering,
      async use(tx) {
        if ((await takeTicket(ports, tx, 'factor', pass)) === null) throw codeRequired()
      },
    })
  } catch (error) {
    if (isDomainError(error) && (error.code === 'proof_required' || error.code === 'device_limit'))
      throw new DomainError(error.code, { ...error.data, pass })
    throw error
  }
}

/** What stands for this member's second factor: the pass that they bring, or a new one for a right code. */
async function passOf(ports: Ports, member: Member, { code, pass, ip }: SignIn): Promise<string> {
  const ticket = pass === undefined ? null : await readTicket(ports, 'factor', pass)
  if (pass !== undefined && ticket?.memberId === member.id) return pass
  if (code === undefined) throw codeRequired()
  await takeCode(ports, member, code, ip)
  return ports.store.write((tx) => putTicket(ports, tx, 'factor', { memberId: member.id }))
}

async function checkPassword(ports: Ports, { email, password, ip }: SignIn): Promise<Member> {
  const account = normalizeEmail(email)
  const attempt = { account, address: ip }
  const member = await ports.store.read.members.byEmail(account)
  const hash = member ? await ports.store.read.members.passwordHash(member.id) : null
  const limited = await limitOf(ports, attempt)
  // A right password is never refused for someone else's failures, so it is always looked at, and a wrong one costs the same.
  if ((await ports.passwords.verify(hash, password, ip)) && member) return member
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
