import { DomainError } from '#domain/errors.ts'
import { normalizeEmail, type Member } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { refuseClosed } from './enter.ts'
import { noteCredential } from './note-credential.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { putTicket } from './tickets.ts'

/** What the identity provider says of somebody, its signature, nonce and audience checked. */
export type CompanyClaims = {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  readonly emailVerified: boolean
}

const refused = (why: 'email_unverified' | 'member_unknown' | 'other_identity') =>
  new DomainError('company_refused', { why })

/**
 * Somebody comes from the company's identity provider. The first time they are known by a verified address and pinned to (issuer, subject); from
 * then on that pair alone counts, whatever their address is (ASVS 6.8.1). Who was invited has joined by it. The answer stands for them until
 * their device is enrolled. Throws `company_refused {why}`, `member_suspended`, `restored`.
 */
export async function arriveByCompany(ports: Ports, claims: CompanyClaims): Promise<string> {
  const found = await memberOf(ports, claims)
  const token = await ports.store.write(async (tx) => {
    await tx.log.take(found.id)
    const member = await tx.members.get(found.id)
    if (!member || member.state === 'removed') throw refused('member_unknown')
    refuseClosed(member.state === 'invited' ? { ...member, state: 'active' } : member, await requireOrg(tx.org))
    await pin(ports, tx, member, claims)
    if (member.state === 'invited') await join(ports, tx, member)
    return putTicket(ports, tx, 'arrival', { memberId: member.id, method: 'oidc' })
  })
  ports.bell.ring(found.id)
  return token
}

async function memberOf({ store }: Ports, { issuer, subject, email, emailVerified }: CompanyClaims): Promise<Member> {
  const known = await store.read.identities.get(issuer, subject)
  if (known === null && (!emailVerified || email === null)) throw refused('email_unverified')
  const member =
    known === null
      ? await store.read.members.byEmail(normalizeEmail(email ?? ''))
      : await store.read.members.get(known.memberId)
  if (!member) throw refused('member_unknown')
  return member
}

/** One subject a member: an address that was given to somebody new at the provider does not open the account of who had it before. */
async function pin(ports: Ports, tx: Writes, member: Member, { issuer, subject }: CompanyClaims): Promise<void> {
  const known = await tx.identities.get(issuer, subject)
  if (known !== null) {
    if (known.memberId !== member.id) throw refused('other_identity')
    return
  }
  const linkedAt = ports.clock.now()
  if (!(await tx.identities.insert({ issuer, subject, memberId: member.id, linkedAt }))) throw refused('other_identity')
  await noteCredential(ports, tx, member, { what: 'company-linked', by: null })
}

async function join(ports: Ports, tx: Writes, member: Member): Promise<void> {
  await tx.members.update(member.id, { state: 'active' })
  await tx.invitations.voidOf(member.id)
  await tx.log.append(member.id, [{ type: 'member.joined', data: { memberId: member.id } }], ports.clock.now())
}
