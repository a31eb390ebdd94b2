import type { Viewer } from '#domain/access.ts'
import { DomainError, isDomainError } from '#domain/errors.ts'
import type { MemberId } from '#domain/ids.ts'
import type { Obligation, ObligationKind } from '#domain/obligation/obligation.ts'
import type { Reads } from '#domain/store.ts'
import { authoriseOn } from '../authorise.ts'
import { requireOrg } from '../org.ts'

/** Whether the viewer acts for the whole company: what hangs on nobody (a bill) is theirs to see. */
export function actsForCompany({ roles, scope }: Pick<Viewer, 'roles' | 'scope'>): boolean {
  return roles.includes('owner') || (roles.includes('admin') && scope === null)
}

/** One's own, or somebody's whose obligations the viewer may see; anything else answers like an unknown id. Throws `not_found`, `forbidden`. */
export async function authoriseObligation(
  reads: Reads,
  viewer: Viewer,
  { ownerId }: Pick<Obligation, 'ownerId'>,
): Promise<void> {
  if (ownerId === viewer.memberId) return
  if (ownerId === null) {
    if (!actsForCompany(viewer)) throw new DomainError('not_found')
    return
  }
  const { policy } = await requireOrg(reads.org)
  const owner = await reads.members.get(ownerId)
  // What a removed member had is still to be handed over (departed), by who acts for the company.
  if (owner?.state === 'removed' && actsForCompany(viewer)) return
  await authoriseOn(reads.members, viewer, 'obligations', ownerId, policy, reads.runs)
}

/** Checks the owner that an obligation is to have. Throws `invalid` at `ownerId`, also where it is not the viewer's to know. */
export async function obligationOwner(
  reads: Reads,
  viewer: Viewer,
  { kind, ownerId }: { readonly kind: ObligationKind; readonly ownerId?: MemberId | null | undefined },
): Promise<void> {
  if (ownerId == null) {
    if (kind !== 'bill') throw new DomainError('invalid', { errors: [{ field: 'ownerId', code: 'required' }] })
    if (!actsForCompany(viewer)) throw new DomainError('forbidden')
    return
  }
  const unknown = new DomainError('invalid', { errors: [{ field: 'ownerId', code: 'unknown' }] })
  const owner = await reads.members.get(ownerId)
  if (!owner || owner.state === 'removed') throw unknown
  try {
    await authoriseObligation(reads, viewer, { ownerId })
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') throw unknown
    throw error
  }
}
