import { mayOn, type Action, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { Policy } from '#domain/policy.ts'
import { isSteppedUp } from '#domain/session.ts'
import type { MemberReads, Reads, RunReads } from '#domain/store.ts'

/**
 * Throws what the table of protocol.md, part 8, answers for this action on this member. A hidden one is `not_found`, like an unknown one.
 * With `runs`, HR may in an offboarding what it may not outside one.
 */
export async function authoriseOn(
  members: MemberReads,
  viewer: Viewer,
  action: Action,
  id: MemberId,
  policy: Policy,
  runs?: RunReads,
): Promise<Member> {
  const member = await members.get(id)
  if (!member || (member.state === 'removed' && !outlives(viewer, action))) throw new DomainError('not_found')
  const { departmentId, roles } = member
  const inRun = runs !== undefined && viewer.roles.includes('hr') && (await isBeingOffboarded(runs, id))
  const verdict = mayOn(viewer, action, { memberId: id, departmentId, roles, inRun }, policy)
  if (verdict === 'hidden') throw new DomainError('not_found')
  if (verdict === 'forbidden') throw new DomainError('forbidden')
  return member
}

/** Sign-outs outlive their member, and so does seeing to them, for who acts for the whole company (issue 5, part 3: removing keeps receipts). */
function outlives({ roles, scope }: Viewer, action: Action): boolean {
  const company = roles.includes('owner') || (roles.includes('admin') && scope === null)
  return company && ['see-devices', 'attend', 'override', 'waive'].includes(action)
}

async function isBeingOffboarded(runs: RunReads, id: MemberId): Promise<boolean> {
  return (await runs.running(id)).some((run) => run.kind === 'offboarding')
}

/** Throws `step_up_required` unless this session proved its person in the last five minutes. */
export function requireStepUp(viewer: Pick<Viewer, 'steppedUpAt'>, now: Instant): void {
  if (!isSteppedUp(viewer, now)) throw new DomainError('step_up_required')
}

/**
 * Inside a write that has taken the company's stream: throws `session_ended` when the caller was signed out since the request began, so that of
 * two who disable each other one stays (quality.md, E10). A key has no session, and passes.
 */
export async function requireStillIn(
  sessions: Reads['sessions'],
  { sessionId }: Pick<Viewer, 'sessionId'>,
): Promise<void> {
  const own = await sessions.get(sessionId)
  if (own !== null && own.endedAt !== null) throw new DomainError('session_ended', { signOutId: own.signOutId })
}

export const REASON_LENGTH = 10

/** A reason that an admin's act must carry: at least ten characters (protocol.md, part 8). */
export function requireReason(reason: string | null | undefined): string {
  const text = reason?.trim() ?? ''
  if ([...text].length < REASON_LENGTH)
    throw new DomainError('reason_required', {
      errors: [{ field: 'reason', code: 'too_short', minimum: REASON_LENGTH }],
    })
  return text
}
