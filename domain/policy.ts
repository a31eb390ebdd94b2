const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What the organisation may set (protocol.md, part 8, `PUT /policy`). Durations in milliseconds unless named otherwise. */
export type Policy = {
  readonly limit: number
  readonly lagBand: readonly [number, number]
  readonly overdueAfterMs: number
  readonly unreachableAfterMs: number
  readonly originalTimeoutMs: number
  readonly idleMs: number
  readonly absoluteMs: number
  readonly webIdleMs: number
  readonly webAbsoluteMs: number
  readonly keepRecordsDays: number
  readonly offlineKeyDays: number
  readonly ipRetentionDays: number
  readonly reviewDays: readonly [number, number]
  readonly whoMayWaive: 'admin' | 'owner'
  readonly handOverWaits: boolean
  /** Whether administrators are told of overdue sign-outs too. */
  readonly alertAdmins: boolean
  /** Administrators and owners must have an authenticator app before they administer. */
  readonly adminAuthenticator: boolean
}

export const DEFAULT_POLICY: Policy = {
  limit: 5,
  lagBand: [3 * MINUTE, 15 * MINUTE],
  overdueAfterMs: 15 * MINUTE,
  unreachableAfterMs: 7 * DAY,
  originalTimeoutMs: 15 * MINUTE,
  idleMs: 30 * DAY,
  absoluteMs: 180 * DAY,
  webIdleMs: 7 * DAY,
  webAbsoluteMs: 30 * DAY,
  keepRecordsDays: 30,
  offlineKeyDays: 14,
  ipRetentionDays: 90,
  reviewDays: [3, 7],
  whoMayWaive: 'admin',
  handOverWaits: false,
  alertAdmins: true,
  adminAuthenticator: false,
}

/** The statement of the guide that a default comes from (mission.md, part 1). The others are our own choice; the policy page says why. */
export const POLICY_STATEMENT = {
  limit: '4.1',
  lagBand: '4.6',
  overdueAfterMs: '4.6',
  originalTimeoutMs: '4.5b',
  keepRecordsDays: '1.6',
  reviewDays: '8.5',
  alertAdmins: '4.8',
} as const satisfies Partial<Record<keyof Policy, string>>
