import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
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
  const [member, devices, session, org, head] = await Promise.all([
    read.members.get(viewer.memberId),
    read.devices.ofMember(viewer.memberId),
    read.sessions.get(viewer.sessionId),
    requireOrg(read.org),
    read.log.head(viewer.memberId),
  ])
  const device = devices.find((one) => one.id === viewer.deviceId)
  if (!member || !device || !session) throw new DomainError('not_found')
  return {
    member: memberShown(member),
    device: await deviceView(ports, device, session, devices, head.seq, viewer.sessionId),
    session: {
      ...sessionShown(session),
      steppedUpUntil: session.steppedUpAt === null ? null : rfc3339(session.steppedUpAt + 5 * 60_000),
    },
    policy: org.policy,
    company: org.name,
    restored: org.restoredAsOf !== null,
  }
}
