import type { DeviceId, Instant, MemberId, SignOutId } from '#domain/ids.ts'
import { advance } from '#domain/sign-out/advance.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { recordAdvance } from './record-advance.ts'

type Ended = {
  readonly memberId: MemberId
  readonly endedDevices: ReadonlySet<DeviceId>
  /** The sign-outs of this very commit: they have their first state already. */
  readonly made: ReadonlySet<SignOutId>
  readonly approver: DeviceId | null
  readonly now: Instant
}

/**
 * The table's event "the original's last session ended and nobody was named": sign-outs that wait for it go on. Where somebody was named,
 * they wait for that device instead. An original confirms, and cannot block (mission.md, rule 3).
 */
export async function originalEnded(ports: Ports, tx: Writes, ended: Ended): Promise<void> {
  for (const signOut of await tx.signOuts.awaitingOf(ended.memberId)) {
    const waits = signOut.state === 'awaiting-original' || signOut.state === 'declined'
    if (!waits || ended.made.has(signOut.id) || !ended.endedDevices.has(signOut.original.deviceId)) continue
    if (ended.approver !== null) {
      await tx.signOuts.save({ ...signOut, original: { ...signOut.original, deviceId: ended.approver } })
      continue
    }
    const event = { type: 'original-gone', decision: 'ended-too' } as const
    const advanced = advance(signOut, event, ended.now, 0)
    if (advanced.ok && advanced.changed) await recordAdvance(ports, tx, signOut, advanced.signOut, event, ended.now)
  }
}
