import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { Org, TokenHit } from '#domain/store.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { deviceView } from './devices.ts'
import { sessionShown } from './session-view.ts'

export function memberShown({ id, name, email, roles, departmentId }: Member) {
  return { id, name, email, roles: [...roles], departmentId }
}

/** Who the caller is, on which device (protocol.md, part 3, `GET /me`). */
export async function getMe(ports: Ports, viewer: Pick<Viewer, 'memberId' | 'deviceId' | 'sessionId'>) {
  const { read } = ports.store
  const [member, device, session, org, { seq: head }] = await Promise.all([
    read.members.get(viewer.memberId),
    read.devices.get(viewer.deviceId),
    read.sessions.get(viewer.sessionId),
    requireOrg(read.org),
    read.log.head(viewer.memberId),
  ])
  if (!member || !device || !session) throw new DomainError('not_found')
  return meShown(ports, { member, device, session, org, head })
}

/** The same of rows that this request has read already. */
export async function meShown(ports: Ports, own: Omit<TokenHit, 'org'> & { readonly org: Org }) {
  const { member, device, session, org, head } = own
  const { originalDeviceId } = session
  const original = originalDeviceId === null ? null : await ports.store.read.devices.get(originalDeviceId)
  return {
    member: memberShown(member),
    device: await deviceView(ports, device, session, original ? [original] : [], head, session.id),
    session: {
      ...sessionShown(ports, session),
      steppedUpUntil: session.steppedUpAt === null ? null : rfc3339(session.steppedUpAt + 5 * 60_000),
    },
    policy: org.policy,
    company: org.name,
    restored: org.restoredAsOf !== null,
  }
}
