import { z } from 'zod'
import { memberView } from './sign-in.ts'
import { policyView } from './policy.ts'

/** `POST /api/v1/setup`: founds the organisation and its owner. `code` is the one-time code of the log. */
export const setUpBody = z
  .object({
    code: z.string().min(1).max(128),
    company: z.string().trim().min(1).max(200),
    locale: z.enum(['en', 'zh-CN']).default('en'),
    timeZone: z.string().max(64).refine(isTimeZone).default('Asia/Shanghai'),
    owner: z.object({
      name: z.string().trim().min(1).max(200),
      email: z.string().trim().pipe(z.email()),
      password: z.string().min(1).max(1_024),
    }),
    policy: z.object(policyView.shape).partial().optional(),
  })
  .meta({ id: 'SetUp' })

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

export const setUpNeeded = z.object({ needed: z.boolean() }).meta({ id: 'SetUpNeeded' })
export const setUpDone = z.object({ member: memberView }).meta({ id: 'SetUpDone' })

/** `POST /api/test/clock`, only with SIGNOFF_TEST_CLOCK. */
export const clockBody = z
  .object({
    advanceMs: z
      .int()
      .min(0)
      .max(100 * 365 * 24 * 60 * 60_000),
  })
  .meta({ id: 'AdvanceClock' })
export const clockNow = z.object({ now: z.string() }).meta({ id: 'ClockNow' })
