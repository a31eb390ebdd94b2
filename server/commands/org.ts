import { DomainError } from '#domain/errors.ts'
import type { Org, OrgReads } from '#domain/store.ts'

/** The organisation, or `not_set_up`. */
export async function requireOrg(org: OrgReads): Promise<Org> {
  const found = await org.get()
  if (!found) throw new DomainError('not_set_up')
  return found
}
