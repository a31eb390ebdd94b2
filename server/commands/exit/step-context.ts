import type { Viewer } from '#domain/access.ts'
import type { StepChange } from '#domain/exit/advance.ts'
import type { Run } from '#domain/exit/run.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { Actor } from '#domain/sign-out/sign-out.ts'
import type { RunFile, Writes } from '#domain/store.ts'
import type { Ports } from '../ports.ts'

/** What a caller says of a step; each step reads its own members. */
export type StepAsk = {
  readonly to?: MemberId | null | undefined
  readonly memberId?: MemberId | undefined
  readonly supervisorId?: MemberId | undefined
  readonly options?: AskedOptions | undefined
  readonly reason?: string | undefined
}

/** Everything a step may use. Its streams were taken: the organisation's, those of everybody it names, the run's. */
export type StepContext = {
  readonly ports: Ports
  readonly tx: Writes
  readonly viewer: Viewer
  readonly by: Actor
  readonly run: Run
  readonly ask: StepAsk
  readonly now: Instant
  /** A file that was made before this write, for the steps that make one. */
  readonly file: RunFile | null
}

/** What a step did: its change, and what it changes of the run itself. */
export type StepDone = { readonly change: StepChange; readonly run?: Partial<Pick<Run, 'supervisorId' | 'review'>> }
export type StepAct = (context: StepContext, subject: Member) => Promise<StepDone>

/** Somebody that a step names: who must be there, active, and not the one who leaves. Throws `invalid`, `same_person`, `target_not_active`. */
export async function namedMember(
  { tx, run }: StepContext,
  field: string,
  id: MemberId | null | undefined,
): Promise<Member> {
  if (id == null) throw new DomainError('invalid', { errors: [{ field, code: 'required' }] })
  if (id === run.subjectId) throw new DomainError('same_person')
  const member = await tx.members.get(id)
  if (member?.state !== 'active') throw new DomainError('target_not_active')
  return member
}
