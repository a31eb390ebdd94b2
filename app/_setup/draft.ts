import type { Policy } from '#domain/policy.ts'
import type { Locale } from '#app/i18n/locale.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** What the wizard gathers, as it is typed. */
export type Draft = {
  readonly code: string
  readonly locale: Locale
  readonly timeZone: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly company: string
  readonly limit: string
  readonly bandLow: string
  readonly bandHigh: string
  readonly originalMinutes: string
  readonly idleDays: string
  readonly webIdleDays: string
  readonly reviewLow: string
  readonly reviewHigh: string
  readonly ipDays: string
}
export type FieldName = keyof Draft

export const STEPS = ['language', 'owner', 'company', 'policy', 'privacy', 'done'] as const
export type Step = (typeof STEPS)[number]

/** The fields of each step, in the order in which they stand. */
export const FIELDS: Readonly<Record<Step, readonly FieldName[]>> = {
  language: ['locale', 'timeZone', 'code'],
  owner: ['name', 'email', 'password'],
  company: ['company'],
  policy: ['limit', 'bandLow', 'bandHigh', 'originalMinutes', 'idleDays', 'webIdleDays', 'reviewLow', 'reviewHigh'],
  privacy: ['ipDays'],
  done: [],
}

export function emptyDraft(locale: Locale, policy: Policy): Draft {
  return {
    code: '',
    locale,
    timeZone: '',
    name: '',
    email: '',
    password: '',
    company: '',
    limit: String(policy.limit),
    bandLow: String(policy.lagBand[0] / MINUTE),
    bandHigh: String(policy.lagBand[1] / MINUTE),
    originalMinutes: String(policy.originalTimeoutMs / MINUTE),
    idleDays: String(policy.idleMs / DAY),
    webIdleDays: String(policy.webIdleMs / DAY),
    reviewLow: String(policy.reviewDays[0]),
    reviewHigh: String(policy.reviewDays[1]),
    ipDays: String(policy.ipRetentionDays),
  }
}

/** The body of `POST /api/v1/setup`. Sign-outs are overdue when the usual time is over. */
export function bodyOf(draft: Draft) {
  const band = [Number(draft.bandLow) * MINUTE, Number(draft.bandHigh) * MINUTE]
  return {
    code: draft.code,
    company: draft.company,
    locale: draft.locale,
    timeZone: draft.timeZone,
    owner: { name: draft.name, email: draft.email, password: draft.password },
    policy: {
      limit: Number(draft.limit),
      lagBand: band,
      overdueAfterMs: band[1],
      originalTimeoutMs: Number(draft.originalMinutes) * MINUTE,
      idleMs: Number(draft.idleDays) * DAY,
      webIdleMs: Number(draft.webIdleDays) * DAY,
      reviewDays: [Number(draft.reviewLow), Number(draft.reviewHigh)],
      ipRetentionDays: Number(draft.ipDays),
    },
  }
}

const FIELD_OF: Readonly<Record<string, FieldName>> = {
  code: 'code',
  company: 'company',
  locale: 'locale',
  timeZone: 'timeZone',
  'owner.name': 'name',
  'owner.email': 'email',
  'owner.password': 'password',
  password: 'password',
  'policy.limit': 'limit',
  'policy.lagBand': 'bandHigh',
  'policy.lagBand.0': 'bandLow',
  'policy.lagBand.1': 'bandHigh',
  'policy.overdueAfterMs': 'bandHigh',
  'policy.originalTimeoutMs': 'originalMinutes',
  'policy.idleMs': 'idleDays',
  'policy.webIdleMs': 'webIdleDays',
  'policy.reviewDays': 'reviewHigh',
  'policy.reviewDays.0': 'reviewLow',
  'policy.reviewDays.1': 'reviewHigh',
  'policy.ipRetentionDays': 'ipDays',
}

export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>

/** The server's errors by the wizard's own fields; what belongs to no field is left out. */
export function errorsByField(errors: readonly { readonly field: string; readonly detail: string }[]): FieldErrors {
  const found = errors.flatMap(({ field, detail }) => {
    const name = FIELD_OF[field]
    return name === undefined ? [] : [[name, detail] as const]
  })
  return Object.fromEntries(found)
}

/** The first step with an error, so that it can be shown. */
export function stepOf(errors: FieldErrors): Step | null {
  return STEPS.find((step) => FIELDS[step].some((name) => errors[name] !== undefined)) ?? null
}
