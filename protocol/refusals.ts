import { z } from 'zod'
import type { ErrorCode } from '#domain/errors.ts'
import { STEP_IDS } from '#domain/exit/run.ts'
import { OBLIGATION_KINDS, OBLIGATION_STATES } from '#domain/obligation/obligation.ts'
import { SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'
import { deviceName } from './device.ts'
import { placeView } from './link.ts'
import { policyView } from './policy.ts'
import { conditionView } from './run.ts'
import { signOutPreview } from './sign-out.ts'

const head = z.object({ head: z.int() }).meta({ id: 'HeadData' })
const time = z.object({ at: z.string() }).meta({ id: 'TimeData', description: 'When it may be tried again.' })
const counts = z
  .object({ counts: z.partialRecord(z.enum(OBLIGATION_KINDS), z.int()) })
  .meta({ id: 'CountsData', description: 'How many are open, by kind.' })
const obligationState = z.enum(OBLIGATION_STATES)

/** What stands beside the problem document's own members, by code. */
export const REFUSAL_DATA: Partial<Record<ErrorCode, z.ZodType>> = {
  session_ended: z.object({ signOutId: z.string() }).meta({ id: 'SessionEndedData' }),
  proof_required: z.object({ challenge: z.string(), pass: z.string().optional() }).meta({ id: 'ProofData' }),
  second_factor_required: z
    .object({ factors: z.array(z.enum(['authenticator', 'recovery-code'])) })
    .meta({ id: 'SecondFactorData' }),
  device_limit: z
    .object({ limit: z.int(), sessions: z.array(placeView), pass: z.string().optional() })
    .meta({ id: 'DeviceLimitData' }),
  confirmation_required: z
    .object({ preview: signOutPreview, previewId: z.string().optional(), expiresAt: z.string().optional() })
    .meta({ id: 'ConfirmationData', description: '`previewId` and until when it holds: of a forced sign-out.' }),
  approver_required: z
    .object({ devices: z.array(deviceName), choices: z.array(deviceName) })
    .meta({ id: 'ApproverData' }),
  option_not_for_device: z.object({ sessionId: z.string(), option: z.string() }).meta({ id: 'OptionData' }),
  wrong_number: z.object({ left: z.int() }).meta({ id: 'WrongNumberData' }),
  wrong_state: z.object({ state: z.union([z.enum(SIGN_OUT_STATES), z.string()]) }).meta({ id: 'StateData' }),
  too_early: time,
  too_soon: time,
  future_cursor: head,
  precondition_failed: z
    .object({ policy: policyView.optional(), version: z.int() })
    .meta({ id: 'PresentData', description: 'The version that is there now; of the policy, the policy too.' }),
  step_locked: z.object({ needs: z.array(z.enum(STEP_IDS)) }).meta({ id: 'NeedsData' }),
  duties_open: counts,
  obligations_open: counts,
  conditions_unmet: z.object({ conditions: z.array(conditionView) }).meta({ id: 'ConditionsData' }),
  already_settled: z.object({ obligationId: z.string(), state: obligationState }).meta({ id: 'SettledData' }),
  not_waiting: z.object({ state: obligationState }).meta({ id: 'NotWaitingData' }),
}
