import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import { adminActor } from './actor.ts'
import { checkLinksFor, recordLinkFor } from './admission.ts'
import { authoriseOn, requireReason, requireStepUp } from './authorise.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { putReset } from './reset-password.ts'
import { tell } from './tell.ts'

/** Where there is mail the link goes to the member alone, and `token` is null. */
export type PasswordLink = { readonly token: string | null; readonly expiresAt: Instant }

/**
 * An administrator gives a member a link to set a new password, good once, for ten minutes: by mail, or without mail to hand over. The present
 * password goes on until it is used; a second factor is asked for as ever. The member finds it in the inbox and in the log. At most three for
 * one member in ten minutes. Throws `not_found`, `forbidden`, `step_up_required`, `reason_required`, `wrong_state`, `rate_limited`.
 */
export async function givePasswordLink(
  ports: Ports,
  viewer: Viewer,
  memberId: MemberId,
  reason: string,
): Promise<PasswordLink> {
  const { read } = ports.store
  const { policy } = await requireOrg(read.org)
  const { email } = await authoriseOn(read.members, viewer, 'reset-password', memberId, policy)
  requireStepUp(viewer, ports.clock.now())
  const why = requireReason(reason)
  await checkLinksFor(ports, email)
  const link = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    const member = await authoriseOn(tx.members, viewer, 'reset-password', memberId, policy)
    if (member.state !== 'active') throw new DomainError('wrong_state', { state: member.state })
    const now = ports.clock.now()
    await recordLinkFor(ports, tx, email)
    const { token, expiresAt } = await putReset(ports, tx, member, viewer.name)
    const [by, way] = [adminActor(viewer), ports.post.on ? 'mail' : 'shown']
    const noticeId = ports.random.id('notice')
    const data = { memberId, by, reason: why, way, noticeId }
    await tx.log.append(memberId, [{ type: 'member.password-link', data }], now)
    const told = { purpose: 'password-link', from: viewer.name, reason: why, way }
    await tell(ports, tx, [{ memberId, kind: 'message', key: `password-link/${noticeId}`, data: told }], now)
    return { token: ports.post.on ? null : token, expiresAt }
  })
  ports.bell.ring(memberId)
  return link
}
