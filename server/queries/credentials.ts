import type { Viewer } from '#domain/access.ts'
import type { Passkey } from '#domain/credential.ts'
import { rfc3339 } from '#domain/ids.ts'
import { mustHaveAuthenticator } from '../commands/admin-factor.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'

/** The company's identity provider, as far as a page needs to know it. */
export type CompanySignIn = { readonly issuer: string; readonly name: string }

export function passkeyShown({ id, name, backedUp, createdAt, lastUsedAt }: Passkey) {
  return { id, name, backedUp, createdAt: rfc3339(createdAt), lastUsedAt: rfc3339(lastUsedAt) }
}

/** What the caller proves themselves with. No secret, and nothing that could stand for one. */
export async function getCredentials(ports: Ports, viewer: Viewer, company: CompanySignIn | null) {
  const { read } = ports.store
  const id = viewer.memberId
  const [hash, passkeys, app, recoveryLeft, { policy }, identity] = await Promise.all([
    read.members.passwordHash(id),
    read.passkeys.ofMember(id),
    read.factors.authenticator(id),
    read.factors.recoveryLeft(id),
    requireOrg(read.org),
    company === null ? null : read.identities.ofMember(company.issuer, id),
  ])
  return {
    password: hash !== null,
    passkeys: passkeys.map(passkeyShown),
    authenticator: app?.confirmedAt == null ? null : { since: rfc3339(app.confirmedAt), recoveryLeft },
    authenticatorRequired: mustHaveAuthenticator(policy, viewer),
    company: company && { name: company.name, since: rfc3339(identity?.linkedAt ?? null) },
  }
}
