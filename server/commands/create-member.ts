import { mayGiveRoles, mayOn, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { DepartmentId, Instant } from '#domain/ids.ts'
import type { Letter } from '#domain/letter.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { normalizeEmail, type Member, type Role } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from './actor.ts'
import { requireStepUp } from './authorise.ts'

import { putLetter } from './put-letter.ts'
import { requireOrg } from './org.ts'
import { requireStrong } from './password-rule.ts'
import type { Ports } from './ports.ts'

export type NewMember = {
  readonly name: string
  readonly email: string
  readonly departmentId?: DepartmentId | null | undefined
  readonly roles?: readonly Role[] | undefined
  readonly scope?: DepartmentId | null | undefined
  readonly handlesCustomers?: boolean | undefined
  readonly customFields?: Readonly<Record<string, string>> | undefined
}
export type Invited = { readonly member: Member; readonly token: string; readonly expiresAt: Instant }

const INVITATION_MS = 7 * 24 * 60 * 60_000

/** Adds a member and invites them: the token is shown once. Throws `forbidden`, `step_up_required` (with roles), `email_taken`, `invalid`. */
export async function createMember(ports: Ports, viewer: Viewer, ask: NewMember): Promise<Invited> {
  const roles = ask.roles ?? []
  if (!mayGiveRoles(viewer, roles)) throw new DomainError('forbidden')
  if (roles.length > 0) requireStepUp(viewer, ports.clock.now())
  const invited = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    await checkPlace(tx, viewer, ask)
    if (await tx.members.byEmail(normalizeEmail(ask.email)))
      throw new DomainError('email_taken', { errors: [{ field: 'email', code: 'taken' }] })
    return inviteNew(ports, tx, viewer, ask)
  })
  ports.bell.ring(invited.member.id)
  return invited
}

/** Inserts a new member with an invitation. Whether it may be is the caller's to have asked, under the organisation's stream. */
export async function inviteNew(ports: Ports, tx: Writes, viewer: Viewer, ask: NewMember): Promise<Invited> {
  const now = ports.clock.now()
  const token = ports.random.token()
  const expiresAt = now + INVITATION_MS
  const roles = ask.roles ?? []
  const member: Member = {
    id: ports.random.id('member'),
    name: ask.name,
    email: normalizeEmail(ask.email),
    state: 'invited',
    roles,
    scopeDepartmentId: roles.includes('admin') ? (ask.scope ?? null) : null,
    departmentId: ask.departmentId ?? null,
    handlesCustomers: ask.handlesCustomers ?? false,
    customFields: ask.customFields ?? {},
    createdAt: now,
    suspendedAt: null,
  }
  await tx.members.insert(member, null, ports.searchText(member))
  await tx.invitations.insert({ tokenHash: ports.hash(token), memberId: member.id, expiresAt, usedAt: null })
  const { id: memberId, name, email, departmentId, handlesCustomers } = member
  const data = { memberId, name, email, roles, departmentId, handlesCustomers, by: adminActor(viewer) }
  await tx.log.append(memberId, [{ type: 'member.created', data }], now)
  await putLetter(ports, tx, member, invitationLetter(viewer.name, token, expiresAt), expiresAt)
  return { member, token, expiresAt }
}

/** The token is in the fragment: in a path or query it would lie in logs. */
function invitationLetter(by: string, token: string, expiresAt: Instant): Letter {
  return { kind: 'invitation', data: { by, path: `/sign-in/invitation#token=${token}`, expiresAt } }
}

/** The department must exist; for a scoped admin it must be one of theirs, else it answers like an unknown one. */
async function checkPlace(tx: Writes, viewer: Viewer, ask: NewMember): Promise<void> {
  const departments = await tx.members.departments()
  const unknown = (id: string | null | undefined) =>
    id != null && !departments.some((department) => department.id === id)
  if (unknown(ask.departmentId))
    throw new DomainError('invalid', { errors: [{ field: 'departmentId', code: 'unknown' }] })
  if (unknown(ask.scope)) throw new DomainError('invalid', { errors: [{ field: 'scope', code: 'unknown' }] })
  const { policy } = await requireOrg(tx.org)
  const subject = { memberId: '', departmentId: ask.departmentId ?? null, roles: [] }
  const verdict = mayOn(viewer, 'edit', subject, policy)
  if (verdict === 'hidden' && ask.departmentId != null)
    throw new DomainError('invalid', { errors: [{ field: 'departmentId', code: 'unknown' }] })
  if (verdict !== 'yes') throw new DomainError('forbidden')
}

/** A member takes up an invitation and sets the password. Throws `invitation_invalid`, `weak_password`. */
export async function acceptInvitation(ports: Ports, token: string, password: string): Promise<Member> {
  const tokenHash = ports.hash(token)
  const found = await ports.store.read.invitations.byTokenHash(tokenHash)
  if (!found || found.usedAt !== null || ports.clock.now() >= found.expiresAt)
    throw new DomainError('invitation_invalid')
  requireStrong(ports, password)
  const hash = await ports.passwords.hash(password)
  const accepted = await ports.store.write(async (tx) => {
    await tx.log.take(found.memberId)
    const now = ports.clock.now()
    const member = await tx.members.get(found.memberId)
    if (!member || member.state !== 'invited' || !(await tx.invitations.use(tokenHash, now)))
      throw new DomainError('invitation_invalid')
    await tx.members.setPassword(member.id, hash)
    await tx.members.update(member.id, { state: 'active' })
    await tx.log.append(member.id, [{ type: 'member.joined', data: { memberId: member.id } }], now)
    return { ...member, state: 'active' as const }
  })
  ports.bell.ring(accepted.id)
  return accepted
}
