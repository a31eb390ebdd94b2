import { GUIDE } from '../guide.ts'
import type { Act, Obligation, ObligationKind } from './obligation.ts'

/** The guide's leaving checklist: four facts that can be checked (guide statements 7.2 to 7.5), and the act that clears each. */
export const LAST_CHECKS = ['messages', 'meetings', 'third-party', 'api-access'] as const
export type LastCheck = (typeof LAST_CHECKS)[number]

export const CHECK_KINDS: Record<LastCheck, Readonly<Partial<Record<ObligationKind, Act>>>> = {
  messages: { 'scheduled-message': 'stop', reminder: 'stop' },
  meetings: { meeting: 'leave' },
  'third-party': { 'third-party-grant': 'unbind' },
  'api-access': { 'api-grant': 'revoke' },
}

/** What an administrator must have given away before they leave (guide statements 5.2 and 5.5). */
export const DUTY_KINDS = ['approval', 'api-grant'] as const satisfies readonly ObligationKind[]

export type KindCounts = Readonly<Partial<Record<ObligationKind, number>>>

/** How many are not settled, by kind; a kind without any is left out. */
export function countOpen(obligations: readonly Pick<Obligation, 'kind' | 'state'>[]): KindCounts {
  const counts: Partial<Record<ObligationKind, number>> = {}
  for (const { kind, state } of obligations) if (state !== 'settled') counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** The checks that find something open. */
export function missedChecks(counts: KindCounts): readonly LastCheck[] {
  return LAST_CHECKS.filter((check) =>
    Object.keys(CHECK_KINDS[check]).some((kind) => (counts[kind as ObligationKind] ?? 0) > 0),
  )
}

/** How many items of the four checks are open. */
export function countMissed(counts: KindCounts): number {
  return LAST_CHECKS.flatMap((check) => Object.keys(CHECK_KINDS[check])).reduce(
    (sum, kind) => sum + (counts[kind as ObligationKind] ?? 0),
    0,
  )
}

/** The guide's estimate of later sign-ins for this many missed items (guide statement 7.6); to one decimal. */
export function guideSignIns(missed: number): number {
  return Math.round(missed * GUIDE.checklist.loginsPerMiss * 10) / 10
}
