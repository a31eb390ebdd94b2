import type { Policy } from '#domain/policy.ts'
import { call, type Problem } from '#app/_live/call.ts'

/** The policy that somebody else saved meanwhile, who and when; what it was before, and which values were changed here. */
export type Theirs = {
  readonly policy: Policy
  readonly version: number
  readonly by: string | null
  readonly at: string | null
  readonly before: Policy
  readonly mine: readonly (keyof Policy)[]
}
export type PutAnswer =
  | { readonly kind: 'saved' }
  | { readonly kind: 'step-up' }
  | { readonly kind: 'conflict'; readonly theirs: Pick<Theirs, 'policy' | 'version' | 'by' | 'at'> }
  | { readonly kind: 'problem'; readonly problem: Problem }

type LastChange = { readonly items: readonly { at: string; data: { by?: { name?: string | null } } | null }[] }

/** Replaces the policy of the version that was seen (protocol.md, part 8, `If-Match`). */
export async function putPolicy(version: number, policy: Policy): Promise<PutAnswer> {
  const answer = await call<Policy>('PUT', '/api/v1/admin/policy', policy, { 'if-match': `"${version}"` })
  if (answer.ok) return { kind: 'saved' }
  const { problem } = answer
  if (problem.code === 'step_up_required') return { kind: 'step-up' }
  if (problem.code !== 'precondition_failed') return { kind: 'problem', problem }
  const last = await call<LastChange>('GET', '/api/v1/admin/audit?type=policy.changed&limit=1')
  const entry = last.ok ? last.body.items[0] : undefined
  // The shape is the contract's: 412 comes with the present policy and its version.
  const theirs = problem.more as { readonly policy: Policy; readonly version: number }
  return {
    kind: 'conflict',
    theirs: {
      policy: theirs.policy,
      version: theirs.version,
      by: entry?.data?.by?.name ?? null,
      at: entry?.at ?? null,
    },
  }
}
