import type { Instant } from '../ids.ts'
import type { Original, SignOut, SignOutEvent, SignOutEventType, SignOutState } from './sign-out.ts'

/** A cell of protocol.md's table: the next state, `same` (200, nothing is appended), or the code of the refusal. */
type Cell = SignOutState | 'same' | 'again' | { readonly refuse: 'wrong_state' | 'not_ordered' | 'session_ended' }

const no = { refuse: 'wrong_state' } as const
const early = { refuse: 'not_ordered' } as const
const over = { refuse: 'session_ended' } as const

/**
 * The sign-out machine (protocol.md, part 4), total by type: a new state or event does not compile until every cell is filled.
 * `again` is the table's "same, sent again" (retry) and the device's repeated steps inside a state.
 */
export const TRANSITIONS: Record<SignOutState, Record<SignOutEventType, Cell>> = {
  'awaiting-original': {
    approve: 'waiting',
    decline: 'declined',
    override: 'waiting',
    'original-gone': 'waiting',
    received: early,
    progress: no,
    'not-now': no,
    done: no,
    'not-done': no,
    retry: no,
    remind: 'again',
    waive: 'waived',
  },
  declined: {
    approve: 'waiting',
    decline: 'same',
    override: 'waiting',
    'original-gone': 'waiting',
    received: no,
    progress: no,
    'not-now': no,
    done: no,
    'not-done': no,
    retry: no,
    remind: 'again',
    waive: 'waived',
  },
  waiting: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: 'received',
    progress: 'cleaning',
    'not-now': 'received',
    done: 'confirmed',
    'not-done': 'failed',
    retry: 'again',
    remind: no,
    waive: 'waived',
  },
  received: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: 'same',
    progress: 'cleaning',
    'not-now': 'again',
    done: 'confirmed',
    'not-done': 'failed',
    retry: 'again',
    remind: no,
    waive: 'waived',
  },
  cleaning: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: 'same',
    progress: 'again',
    'not-now': 'same',
    done: 'confirmed',
    'not-done': 'failed',
    retry: 'again',
    remind: no,
    waive: 'waived',
  },
  failed: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: 'same',
    progress: 'same',
    'not-now': 'same',
    done: 'confirmed',
    'not-done': 'failed',
    retry: 'waiting',
    remind: no,
    waive: 'waived',
  },
  confirmed: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: over,
    progress: over,
    'not-now': over,
    done: 'same',
    'not-done': 'same',
    retry: no,
    remind: no,
    waive: no,
  },
  waived: {
    approve: no,
    decline: no,
    override: no,
    'original-gone': 'same',
    received: 'same',
    progress: 'same',
    'not-now': 'same',
    done: 'confirmed',
    'not-done': 'again',
    retry: no,
    remind: no,
    waive: 'same',
  },
}

/** An admin's override must wait this long for the original; a reminder comes at most once in five minutes. */
export const REMIND_EVERY_MS = 5 * 60_000

export type Advanced =
  | { readonly ok: true; readonly signOut: SignOut; readonly changed: boolean }
  | { readonly ok: false; readonly code: 'wrong_state' | 'not_ordered' | 'session_ended' }
  | { readonly ok: false; readonly code: 'too_early' | 'too_soon'; readonly at: Instant }

/**
 * Applies one event to a sign-out. Pure: `now` is the server's instant. `changed: false` is the table's "same": answer 200, append nothing,
 * and the sign-out is the same object.
 */
export function advance(signOut: SignOut, event: SignOutEvent, now: Instant, originalTimeoutMs: number): Advanced {
  const cell = TRANSITIONS[signOut.state][event.type]
  if (typeof cell === 'object') return { ok: false, code: cell.refuse }
  if (event.type === 'override' && signOut.state === 'awaiting-original') {
    const at = signOut.accessEndedAt + originalTimeoutMs
    if (now < at) return { ok: false, code: 'too_early', at }
  }
  if (event.type === 'remind' && signOut.remindedAt !== null && now - signOut.remindedAt < REMIND_EVERY_MS)
    return { ok: false, code: 'too_soon', at: signOut.remindedAt + REMIND_EVERY_MS }
  if (cell === 'same') return { ok: true, signOut, changed: false }
  return { ok: true, signOut: step(signOut, event, now), changed: true }
}

function step(s: SignOut, event: SignOutEvent, now: Instant): SignOut {
  switch (event.type) {
    case 'approve':
      return {
        ...s,
        state: 'waiting',
        original: decided(s, { decision: 'approved', by: event.by, at: now, reason: null }),
      }
    case 'decline':
      return {
        ...s,
        state: 'declined',
        original: decided(s, { decision: 'declined', by: event.by, at: now, reason: event.reason }),
      }
    case 'override':
      return {
        ...s,
        state: 'waiting',
        original: decided(s, { decision: 'overridden', by: event.by, at: now, reason: event.reason }),
      }
    case 'original-gone':
      return {
        ...s,
        state: 'waiting',
        original: decided(s, { decision: event.decision, by: null, at: now, reason: null }),
      }
    case 'received':
      return { ...s, state: 'received', receivedAt: s.receivedAt ?? now }
    case 'progress':
      return { ...s, state: 'cleaning', cleaningAt: s.cleaningAt ?? now, progress: event.progress }
    case 'not-now':
      return { ...s, state: 'received', receivedAt: s.receivedAt ?? now }
    case 'done':
      return {
        ...s,
        state: 'confirmed',
        confirmedAt: now,
        report: event.report,
        waiver: s.state === 'waived' ? s.waiver : null,
      }
    case 'not-done':
      return s.state === 'waived' ? { ...s, report: event.report } : { ...s, state: 'failed', report: event.report }
    case 'retry':
      return s.state === 'failed' ? { ...s, state: 'waiting', attempt: s.attempt + 1, progress: null } : s
    case 'remind':
      return { ...s, remindedAt: now }
    case 'waive':
      return { ...s, state: 'waived', waiver: { by: event.by, at: now, reason: event.reason } }
  }
}

function decided(s: SignOut, decision: Omit<Original, 'deviceId'>): Original {
  if (s.original === null) throw new Error(`sign-out ${s.id} has no original`) // the table lets only linked ones get here
  return { ...s.original, ...decision }
}
