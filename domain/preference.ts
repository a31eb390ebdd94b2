import type { Policy } from './policy.ts'

/** After how many idle days a member may have devices signed out (ux.md, part 3, Policy). */
export const IDLE_DAYS = [7, 30, 90] as const
export type IdleDays = (typeof IDLE_DAYS)[number]

/** What a member chose for themselves. */
export type Preference = {
  /** Null: as the policy has it. */
  readonly idleDays: IdleDays | null
  /** Whether confirmations and warnings come by mail too, where the company sends any. */
  readonly mail: boolean
}
export const DEFAULT_PREFERENCE: Preference = { idleDays: null, mail: true }

export const DAY_MS = 24 * 60 * 60_000

/** The choices that this policy leaves: a member may be stricter than it, never looser. */
export function idleChoices({ idleMs }: Pick<Policy, 'idleMs'>): readonly IdleDays[] {
  return IDLE_DAYS.filter((days) => days * DAY_MS <= idleMs)
}
