import { mayOn, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { RunId } from '#domain/ids.ts'
import type { Run, RunKind } from '#domain/exit/run.ts'
import type { Member } from '#domain/member.ts'
import type { Reads } from '#domain/store.ts'
import { requireOrg } from '../org.ts'

/** Which kinds of run somebody has to do with (protocol.md, part 8, the last row). */
export function mayRun({ roles, scope }: Pick<Viewer, 'roles' | 'scope'>, kind: RunKind): boolean {
  if (roles.includes('owner')) return true
  if (kind === 'closing') return false
  if (roles.includes('admin')) return kind !== 'admin-exit' || scope === null
  return roles.includes('hr') && kind !== 'admin-exit'
}

/** Throws what the table answers for a run about this member: `not_found`, or `forbidden` for one that is seen and not acted on. */
export async function authoriseSubject(
  reads: Reads,
  viewer: Viewer,
  action: 'see' | 'run',
  { id: memberId, departmentId, roles }: Member,
): Promise<void> {
  const { policy } = await requireOrg(reads.org)
  const verdict = mayOn(viewer, action, { memberId, departmentId, roles }, policy)
  if (verdict === 'hidden') throw new DomainError('not_found')
  if (verdict === 'forbidden') throw new DomainError('forbidden')
}

/** The run, when the viewer may do this with it. Its supervisor sees it too. Throws `not_found`, `forbidden`. */
export async function authoriseRun(
  reads: Reads,
  viewer: Viewer,
  action: 'see' | 'run',
  id: RunId,
): Promise<{ run: Run; subject: Member | null }> {
  const run = await reads.runs.get(id)
  if (!run) throw new DomainError('not_found')
  const subject = run.subjectId === null ? null : await reads.members.get(run.subjectId)
  if (action === 'see' && run.supervisorId === viewer.memberId) return { run, subject }
  if (!mayRun(viewer, run.kind)) throw new DomainError('not_found')
  if (subject) await authoriseSubject(reads, viewer, action, subject)
  return { run, subject }
}
