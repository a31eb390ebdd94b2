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

/** Where a default comes from: a statement of the guide (mission.md, part 1), a rule of the contract, or our own choice. */
export const POLICY_SOURCE: Readonly<Record<keyof Policy, { guide: string | null; source: string }>> = {
  limit: { guide: '4.1', source: '允许同时登录5台设备' },
  lagBand: { guide: '4.6', source: '数据同步存在3-15分钟延迟' },
  overdueAfterMs: { guide: '4.6', source: '数据同步存在3-15分钟延迟' },
  unreachableAfterMs: { guide: null, source: 'protocol.md, part 4' },
  originalTimeoutMs: { guide: '4.5b', source: '扫码登录的设备需要原设备确认才能完全退出' },
  idleMs: { guide: null, source: 'protocol.md, part 2' },
  absoluteMs: { guide: null, source: 'protocol.md, part 2' },
  webIdleMs: { guide: null, source: 'protocol.md, part 2' },
  webAbsoluteMs: { guide: null, source: 'protocol.md, part 2' },
  keepRecordsDays: { guide: '1.6', source: 'protocol.md, part 6' },
  offlineKeyDays: { guide: null, source: 'quality.md, part 4' },
  ipRetentionDays: { guide: null, source: 'ux.md, part 5.9' },
  reviewDays: { guide: '8.5', source: '3-7个工作日完成审核' },
  whoMayWaive: { guide: null, source: 'protocol.md, part 8' },
  handOverWaits: { guide: null, source: 'protocol.md, part 9' },
  alertAdmins: { guide: '4.8', source: '逐台设备确认' },
  adminAuthenticator: { guide: null, source: 'ASVS 6.3.3' },
}
