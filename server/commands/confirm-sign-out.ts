import type { Device } from '#domain/device.ts'
import { DomainError, isDomainError, type ErrorCode } from '#domain/errors.ts'
import { advance } from '#domain/sign-out/advance.ts'
import { effectiveResult } from '#domain/sign-out/confirmation.ts'
import { lagOf } from '#domain/sign-out/marks.ts'
import { isOrdered, type Report, type SignOut, type SignOutState } from '#domain/sign-out/sign-out.ts'
import type { Proving, Writes } from '#domain/store.ts'
import type { Reporter } from './advance-sign-out.ts'
import { eraseConfirmed } from './exit/close-company.ts'
import { measureReport } from './measure.ts'
import type { Ports } from './ports.ts'
import { recordAdvance } from './record-advance.ts'

/** The claims of a confirmation that decide; the rest is kept as the report. */
export type Claims = Report & {
  readonly iss: string
  readonly jti: string
  readonly signOutId: string
  readonly nonce: string
  readonly attempt?: number | undefined
  readonly kept?: true | undefined
}
/** Parses the payload of a confirmation, or throws `malformed`. */
export type ParseClaims = (payload: string) => Claims

const RECORDED_REFUSALS = 10

/**
 * A device's signed word that it has stopped and cleaned up (protocol.md, part 6, Confirmation). The signature is verified with the key of the
 * session that the sign-out is about; a `jti` that was accepted before gets its first answer again.
 * Throws `malformed`, `unknown_sign_out`, `wrong_device`, `bad_signature`, `not_ordered`, `wrong_nonce`. A refusal changes no state and is recorded.
 */
export async function confirmSignOut(
  ports: Ports,
  reporter: Reporter,
  jws: string,
  parse: ParseClaims,
): Promise<SignOutState> {
  try {
    return await confirm(ports, reporter, jws, parse)
  } catch (error) {
    if (isDomainError(error)) ports.meter.refused(error.code)
    throw error
  }
}

async function confirm(ports: Ports, reporter: Reporter, jws: string, parse: ParseClaims): Promise<SignOutState> {
  const payload = ports.proofs.peek(jws)
  if (payload === null) throw new DomainError('malformed')
  const claims = parse(payload)
  const proving = await ports.store.read.signOuts.proving(claims.signOutId)
  if (proving?.signOut.memberId !== reporter.memberId) throw new DomainError('unknown_sign_out')
  const { signOut } = proving
  try {
    return await accept(ports, signOut, claims, await verify(ports, reporter, proving, claims, jws))
  } catch (error) {
    if (isDomainError(error)) await recordRefusal(ports, signOut, error.code)
    throw error
  }
}

/** Whose word it is, and whether the server keeps a share of what the device may have kept. */
type Proven = { readonly device: Device; readonly hasShare: boolean }

async function verify(
  ports: Ports,
  reporter: Reporter,
  { signOut, device, secrets }: Proving,
  claims: Claims,
  jws: string,
): Promise<Proven> {
  if (claims.iss !== signOut.deviceId || reporter.deviceId !== signOut.deviceId) throw new DomainError('wrong_device')
  if (!device || (await ports.proofs.verify(jws, device.publicKey)) === null) throw new DomainError('bad_signature')
  if (!isOrdered(signOut.state)) throw new DomainError('not_ordered', { state: signOut.state })
  if (secrets.nonce !== claims.nonce) throw new DomainError('wrong_nonce')
  return { device, hasShare: secrets.share !== null }
}

async function accept(ports: Ports, known: SignOut, claims: Claims, proven: Proven): Promise<SignOutState> {
  const { state, rang, lagMs, over } = await ports.store.write(async (tx) => {
    await tx.log.take(known.memberId)
    const answered = await tx.signOuts.answered(known.id, claims.jti)
    if (answered !== null) return { state: answered, rang: false, lagMs: null, over: false }
    const before = await tx.signOuts.get(known.id)
    if (!before) throw new DomainError('unknown_sign_out')
    const result = effectiveResult(before, claims)
    const event = {
      type: result === 'done' ? ('done' as const) : ('not-done' as const),
      report: reportOf(claims, result),
    }
    const now = ports.clock.now()
    const advanced = advance(before, event, now, 0)
    if (!advanced.ok) throw new DomainError(advanced.code, { state: before.state })
    if (advanced.changed) await recordAdvance(ports, tx, before, advanced.signOut, event, now)
    if (advanced.changed) await measureReport(tx, proven.device, advanced.signOut, now)
    if (proven.hasShare) await forgetShare(tx, advanced.signOut)
    await tx.signOuts.recordAnswer(known.id, claims.jti, advanced.signOut.state)
    const closed = advanced.changed && advanced.signOut.state === 'confirmed'
    return {
      state: advanced.signOut.state,
      rang: advanced.changed,
      lagMs: closed ? lagOf(advanced.signOut, now) : null,
      over: closed && (await tx.closings.get()) !== null,
    }
  })
  if (lagMs !== null) ports.meter.confirmed(lagMs)
  if (over) await eraseConfirmed(ports, known.memberId)
  // Nothing is waited for after the ring: it closes the device's socket, and the answer goes out before.
  if (rang) ports.bell.ring(known.memberId)
  return state
}

/** The report as it is shown and hashed: what was signed but the secret nonce, and how it counted when that differs. */
function reportOf(claims: Claims, result: 'done' | 'partial' | 'failed'): Report {
  const { nonce: _, ...report } = claims
  return result === report.result ? report : { ...report, result, claimed: report.result }
}

/** Without kept records there is nothing that the share could open. */
async function forgetShare(tx: Writes, signOut: SignOut): Promise<void> {
  if (signOut.state === 'confirmed' && signOut.report['kept'] !== true) await tx.signOuts.setShare(signOut.id, null)
}

/** The first ten refusals of a sign-out are entries of the log; the rest is counted (and every one is a line of the log file). */
async function recordRefusal(ports: Ports, signOut: SignOut, code: ErrorCode): Promise<void> {
  ports.log.warn({ signOutId: signOut.id, deviceId: signOut.deviceId, code }, 'confirmation refused')
  const recorded = await ports.store.write(async (tx) => {
    await tx.log.take(signOut.memberId)
    const count = await tx.signOuts.countRefusal(signOut.id)
    if (count > RECORDED_REFUSALS) return false
    await tx.log.append(
      signOut.memberId,
      [{ type: 'sign-out.refused', data: { signOutId: signOut.id, deviceId: signOut.deviceId, code, count } }],
      ports.clock.now(),
    )
    return true
  })
  if (recorded) ports.bell.ring(signOut.memberId)
}
