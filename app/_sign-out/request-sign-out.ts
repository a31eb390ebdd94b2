import type { AskedOptions } from '#domain/sign-out/options.ts'
import type { SignOutAccepted, SignOutPreview } from '#protocol/sign-out.ts'
import { call, type Problem } from '#app/_live/call.ts'

/** What is asked to be signed out: named sessions, or a scope. */
export type Target = { readonly sessions: readonly string[] } | { readonly scope: 'this' | 'others' | 'all' }
export type Named = { readonly id: string; readonly name: string }

/** What an administrator has not moved yet, by kind. */
export type DutyCounts = Readonly<Record<string, number>>

/** What stands between the question and the answer. */
export type Reply =
  | { readonly kind: 'preview'; readonly preview: SignOutPreview }
  | { readonly kind: 'approver'; readonly devices: readonly Named[]; readonly choices: readonly Named[] }
  | { readonly kind: 'step-up' }
  | { readonly kind: 'duties'; readonly counts: DutyCounts }
  | { readonly kind: 'done'; readonly accepted: SignOutAccepted }
  | { readonly kind: 'problem'; readonly problem: Problem }

export type SignOutAsk = {
  readonly target: Target
  readonly options: AskedOptions
  /** Who confirms from now on for devices that this one linked; undefined while nobody was asked, null for nobody. */
  readonly approver?: string | null | undefined
  readonly confirm: boolean
  /** Why an administrator leaves with duties open: in an emergency alone, and another one is told. */
  readonly bypass?: string | null
}

/**
 * `POST /api/v1/sign-outs`. Without `confirm` nothing happens and the answer is what it would change; with it, access has ended when this
 * answers (protocol.md, part 4).
 */
export async function requestSignOut({
  target,
  options,
  approver,
  confirm,
  bypass = null,
}: SignOutAsk): Promise<Reply> {
  const answer = await call<SignOutAccepted>('POST', '/api/v1/sign-outs', {
    ...target,
    ...options,
    ...(approver === undefined ? {} : { approver }),
    ...(confirm ? { confirm: true } : {}),
    ...(bypass === null ? {} : { bypass: true, reason: bypass }),
  })
  return answer.ok ? { kind: 'done', accepted: answer.body } : refusal(answer.problem)
}

function refusal(problem: Problem): Reply {
  const { more } = problem
  // The shapes are the contract's (protocol/sign-out.ts); the page carries no schema to check them again.
  if (problem.code === 'confirmation_required') return { kind: 'preview', preview: more.preview as SignOutPreview }
  if (problem.code === 'step_up_required') return { kind: 'step-up' }
  if (problem.code === 'duties_open') return { kind: 'duties', counts: (more.counts ?? {}) as DutyCounts }
  if (problem.code !== 'approver_required') return { kind: 'problem', problem }
  return {
    kind: 'approver',
    devices: (more.devices ?? []) as readonly Named[],
    choices: (more.choices ?? []) as readonly Named[],
  }
}
