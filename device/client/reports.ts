import type { DeviceStatusInput } from '#protocol/device.ts'
import type { Http } from './http.ts'
import type { Step } from './ports.ts'
import { isPassing, Refused, Unreachable, type Answer } from './problem.ts'

/** What a device says about its own sign-out and of itself. Each throws `Unreachable` when it was not answered. */
export type Reports = {
  received(signOutId: string): Promise<Answer>
  progress(signOutId: string, step: Step): Promise<Answer>
  notNow(signOutId: string, reason: string, forMs: number): Promise<Answer>
  confirm(jws: string): Promise<Answer>
  status(status: DeviceStatusInput): Promise<Answer>
}

/** The HTTP twin of the device channel (protocol.md, part 6). */
export function httpReports(http: Http): Reports {
  const post = (path: string, body: unknown): Promise<Answer> =>
    answered(http.call<Accepted>('POST', `/api/v1/device/${path}`, body))
  return {
    received: (signOutId) => post('report', { type: 'received', signOutId }),
    progress: (signOutId, step) => post('report', { type: 'progress', signOutId, ...step }),
    notNow: (signOutId, reason, forMs) => post('report', { type: 'not-now', signOutId, reason, forMs }),
    confirm: (jws) => post('confirmations', { jws }),
    status: (status) => post('status', status),
  }
}

type Accepted = { readonly state?: string; readonly lagMs?: number }

async function answered(call: Promise<Accepted>): Promise<Answer> {
  try {
    const { state = null, lagMs } = await call
    return { ok: true, state, lagMs }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refusal(error.code, error.data)
  }
}

/** A refusal as an answer; one that will pass counts as no answer, so that the same words are repeated. */
export function refusal(code: string, data: Readonly<Record<string, unknown>>): Answer {
  if (isPassing(code)) throw new Unreachable(code)
  return { ok: false, code, data }
}
