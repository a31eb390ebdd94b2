import type { Instant, MemberId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import { resolveOptions, stricter, type AskedOptions } from '#domain/sign-out/options.ts'
import { isOrdered, type SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { orderEntry } from './record-advance.ts'

/**
 * Asking again for a session that has ended answers its sign-out as it is, its options only made stricter. That raises `attempt` and sends the
 * order again; a confirmed one stays as it is (protocol.md, part 4).
 */
export async function makeStricter(
  ports: Ports,
  tx: Writes,
  memberId: MemberId,
  ended: readonly Session[],
  asked: AskedOptions,
  now: Instant,
): Promise<readonly SignOut[]> {
  const result: SignOut[] = []
  for (const session of ended) {
    const signOut = await tx.signOuts.bySession(session.id)
    const device = await tx.devices.get(session.deviceId)
    if (!signOut || !device) throw new Error(`ended session ${session.id} has no sign-out`)
    result.push(
      signOut.state === 'confirmed'
        ? signOut
        : await tighten(tx, memberId, signOut, resolveOptions(device, asked), now),
    )
  }
  return result
}

async function tighten(
  tx: Writes,
  memberId: MemberId,
  signOut: SignOut,
  wanted: SignOut['options'],
  now: Instant,
): Promise<SignOut> {
  const options = stricter(signOut.options, wanted)
  if (options === signOut.options) return signOut
  const next: SignOut = { ...signOut, options, attempt: signOut.attempt + 1 }
  await tx.signOuts.save(next)
  if (!options.keepRecords) await tx.signOuts.dropSharesOf([signOut.deviceId])
  if (options.unbind) await tx.devices.update(signOut.deviceId, { bound: false })
  const tightened = {
    type: 'sign-out.tightened',
    data: { signOutId: next.id, deviceId: next.deviceId, sessionId: next.sessionId, options, attempt: next.attempt },
  }
  await tx.log.append(memberId, isOrdered(next.state) ? [tightened, orderEntry(next, 'stricter')] : [tightened], now)
  return next
}
