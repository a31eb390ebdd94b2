import type { StepId, StepState } from '#domain/exit/run.ts'
import type { IconName } from '#app/_components/icon.tsx'
import type { Tone } from '#app/_components/state-label.tsx'

/** How a step looks. Locked and open ones have no colour: nothing has happened yet. */
export const STEP_LOOK: Record<StepState, { readonly tone: Tone | 'locked'; readonly icon: IconName }> = {
  locked: { tone: 'locked', icon: 'lock' },
  open: { tone: 'idle', icon: 'todo' },
  waiting: { tone: 'wait', icon: 'wait' },
  failed: { tone: 'bad', icon: 'bad' },
  done: { tone: 'done', icon: 'done' },
  waived: { tone: 'closed', icon: 'closed' },
}

/** Whom a step's question asks for, and under which name the call takes them (protocol.md, part 9). */
export type StepAsk = {
  readonly member?: 'to' | 'memberId' | 'supervisorId'
  readonly admins?: true
  readonly optional?: true
  /** It deletes what cannot be brought back. */
  readonly loss?: true
}

const NONE: StepAsk = {}
const ASKS: Partial<Record<StepId, StepAsk>> = {
  approvals: { member: 'to', admins: true, optional: true },
  'api-access': { member: 'to', optional: true },
  successor: { member: 'memberId' },
  'clear-devices': { loss: true },
  'hand-over': { member: 'to', optional: true },
  supervisor: { member: 'supervisorId' },
  reclaim: { member: 'to', admins: true, optional: true },
  meetings: { member: 'to', optional: true },
  remove: { loss: true },
}

export function askOf(id: StepId): StepAsk {
  return ASKS[id] ?? NONE
}
