import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { idleChoices, type IdleDays, type Preference } from '#domain/preference.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** Marks lines of one's own inbox as read, all of them without `ids`. Other people's ids do nothing. The other devices' pages hear of it. */
export async function readInbox(ports: Ports, viewer: Viewer, ids: readonly string[] | null): Promise<void> {
  const moved = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const now = ports.clock.now()
    const n = await tx.notices.read(viewer.memberId, ids, now)
    if (n > 0) await tx.log.append(viewer.memberId, [{ type: 'inbox.read', data: { n } }], now)
    return n > 0
  })
  if (moved) ports.bell.ring(viewer.memberId)
}

export type PreferenceChange = { readonly idleDays?: IdleDays | null | undefined; readonly mail?: boolean | undefined }

/** Changes what a member chose for themselves. Throws `invalid` for idle days that the policy does not leave. */
export async function changePreference(ports: Ports, viewer: Viewer, change: PreferenceChange): Promise<Preference> {
  return ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const { policy } = await requireOrg(tx.org)
    const before = await tx.preferences.of(viewer.memberId)
    const next = {
      idleDays: change.idleDays === undefined ? before.idleDays : change.idleDays,
      mail: change.mail ?? before.mail,
    }
    if (change.idleDays != null && !idleChoices(policy).includes(change.idleDays))
      throw new DomainError('invalid', { errors: [{ field: 'idleDays', code: 'above_policy' }] })
    await tx.preferences.set(viewer.memberId, next)
    const data = { idleDays: next.idleDays, mail: next.mail }
    await tx.log.append(viewer.memberId, [{ type: 'preference.changed', data }], ports.clock.now())
    return next
  })
}
