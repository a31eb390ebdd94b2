import type { Policy } from '#domain/policy.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How each value is written on the page: a number in a unit, a pair of them, a choice, or yes and no. */
export type PolicyFieldKind =
  | {
      readonly is: 'number' | 'pair'
      readonly unit: 'min' | 'days' | 'devices' | 'workingDays'
      readonly factor: number
    }
  | { readonly is: 'who' }
  | { readonly is: 'flag' }

const number = (unit: 'min' | 'days' | 'devices' | 'workingDays', factor: number) =>
  ({ is: 'number', unit, factor }) as const
const pair = (unit: 'min' | 'workingDays', factor: number) => ({ is: 'pair', unit, factor }) as const

/** In the order of the page. Exhaustive: a new value of the policy does not compile until it has its place here. */
export const POLICY_FIELDS: Readonly<Record<keyof Policy, PolicyFieldKind>> = {
  limit: number('devices', 1),
  lagBand: pair('min', MINUTE),
  overdueAfterMs: number('min', MINUTE),
  unreachableAfterMs: number('days', DAY),
  originalTimeoutMs: number('min', MINUTE),
  idleMs: number('days', DAY),
  absoluteMs: number('days', DAY),
  webIdleMs: number('days', DAY),
  webAbsoluteMs: number('days', DAY),
  keepRecordsDays: number('days', 1),
  offlineKeyDays: number('days', 1),
  ipRetentionDays: number('days', 1),
  reviewDays: pair('workingDays', 1),
  whoMayWaive: { is: 'who' },
  handOverWaits: { is: 'flag' },
  alertAdmins: { is: 'flag' },
  adminAuthenticator: { is: 'flag' },
}
export const POLICY_NAMES = Object.keys(POLICY_FIELDS) as (keyof Policy)[]

/** The values that differ between two policies. */
export function changedNames(a: Policy, b: Policy): readonly (keyof Policy)[] {
  return POLICY_NAMES.filter((name) => JSON.stringify(a[name]) !== JSON.stringify(b[name]))
}

/** What I changed since `base`, put onto what somebody else saved meanwhile. */
export function rebased(base: Policy, mine: Policy, theirs: Policy): Policy {
  const kept = Object.fromEntries(changedNames(base, mine).map((name) => [name, mine[name]]))
  return { ...theirs, ...kept }
}

/** Milliseconds or days as the page's number: whole where it is, else two decimals. */
export function inUnit(value: number, factor: number): number {
  return Math.round((value / factor) * 100) / 100
}
