import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { DeviceKind } from '#domain/device.ts'
import type { BatchView, SignOutPreview } from '#protocol/sign-out.ts'
import { call, type Problem } from '#app/_live/call.ts'

/** Whom a forced sign-out means. */
export type ForceTarget =
  | { readonly members: readonly string[]; readonly kinds?: readonly DeviceKind[] }
  | { readonly sessions: readonly string[] }
export type ForceAsk = {
  readonly target: ForceTarget
  readonly options: Pick<AskedOptions, 'clearCache' | 'unbind'>
  readonly reason: string
}
export type Found = { readonly previewId: string; readonly preview: SignOutPreview }
export type Batch = Pick<BatchView, 'id' | 'state' | 'total' | 'done' | 'failed' | 'outcomes'>
export type Answered<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'step-up' }
  | { readonly kind: 'problem'; readonly problem: Problem }

const PATH = '/api/v1/admin/sign-outs'

/** What it would do. Nothing happens. */
export async function previewForce({ target, options, reason }: ForceAsk): Promise<Answered<Found>> {
  const answer = await call<unknown>('POST', PATH, { ...target, ...options, reason })
  if (answer.ok) throw new Error('a forced sign-out was done without being confirmed')
  const { problem } = answer
  if (problem.code !== 'confirmation_required') return { kind: 'problem', problem }
  // The shape is the contract's (protocol/admin.ts, ForcePreview).
  return { kind: 'ok', value: problem.more as Found }
}

/** Ends exactly what the preview showed and is still active. Access has ended when this answers, but of a long batch. */
export async function confirmForce(previewId: string, reason: string): Promise<Answered<Batch>> {
  const answer = await call<{ batch: Batch }>('POST', PATH, { previewId, reason })
  if (answer.ok) return { kind: 'ok', value: answer.body.batch }
  return answer.problem.code === 'step_up_required' ? { kind: 'step-up' } : { kind: 'problem', problem: answer.problem }
}

export async function readBatch(id: string): Promise<Batch | null> {
  const answer = await call<Batch>('GET', `/api/v1/batches/${id}`)
  return answer.ok ? answer.body : null
}

/** The devices of a batch's sign-outs; none when it cannot be read. */
export async function devicesOf(id: string): Promise<readonly string[]> {
  const batch = await call<BatchView>('GET', `/api/v1/batches/${id}`)
  return batch.ok ? batch.body.signOuts.map(({ device }) => device.id) : []
}

export async function stopBatch(id: string): Promise<Batch | null> {
  const answer = await call<Batch>('POST', `/api/v1/admin/batches/${id}/stop`)
  return answer.ok ? answer.body : null
}
