import { mayEnter } from '#domain/access.ts'
import type { Policy } from '#domain/policy.ts'
import { runtime } from '#server/running.ts'
import { requireAdmin } from './admin.ts'

export type PolicyData = { readonly policy: Policy; readonly version: number; readonly mayEdit: boolean }

/** The policy as it is, and its version: what a change must name. */
export async function readPolicy(): Promise<PolicyData> {
  const viewer = await requireAdmin('/admin/policy', 'policy')
  const { policy, version } = await runtime().queries.policy()
  return { policy, version, mayEdit: mayEnter(viewer, 'policy-edit') }
}
