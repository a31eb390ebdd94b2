import { mayEnter } from '#domain/access.ts'
import { CHECK_KINDS, LAST_CHECKS, type LastCheck } from '#domain/obligation/checks.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail, RunView } from '#protocol/run.ts'
import { runtime } from '#server/running.ts'
import { orNotFound } from './admin.ts'
import { requireViewer } from './viewer.ts'

/** As many of one's own duties as a page can show. */
const SHOWN = 200

export type ChecklistData = {
  readonly self: string
  readonly groups: Readonly<Record<LastCheck, readonly ObligationView[]>>
  /** How many items are open in the four groups. */
  readonly missed: number
  /** What the last sign-out left open, and the sign-ins since. */
  readonly last: { readonly at: string; readonly items: number; readonly signIns: number } | null
  /** Of an administrator alone. */
  readonly duties: {
    readonly approvals: number
    readonly grants: number
    /** Their own administrator exit, when it is under way. */
    readonly runId: string | null
    readonly self: string
  } | null
  readonly signOffs: readonly RunView[]
  /** What no last check clears, by kind; none of zero. */
  readonly others: readonly { readonly kind: OtherKind; readonly count: number }[]
}
const OTHER_KINDS = ['approval', 'customer', 'customer-group'] as const
type OtherKind = (typeof OTHER_KINDS)[number]

/** What still hangs on the caller's own account. */
export async function readChecklist(): Promise<ChecklistData> {
  const viewer = await requireViewer('/checklist')
  const { queries } = runtime()
  const decides = viewer.roles.includes('admin') || viewer.roles.includes('owner')
  const kinds = LAST_CHECKS.flatMap((check) => Object.keys(CHECK_KINDS[check]))
  const [open, approvals, last, supervised, exits, counts] = await Promise.all([
    queries.ownObligations(viewer, { kind: kinds.join(), state: 'open', limit: SHOWN }),
    decides ? queries.ownObligations(viewer, { kind: 'approval', state: 'open', limit: 1 }) : null,
    queries.lastLeaving(viewer),
    queries.supervised(viewer),
    decides && mayEnter(viewer, 'runs')
      ? queries.runs(viewer, { kind: 'admin-exit', state: 'running', subject: viewer.memberId, limit: 1 })
      : null,
    queries.ownCounts(viewer),
  ])
  const of = (check: LastCheck) => open.items.filter(({ kind }) => kind in CHECK_KINDS[check])
  const groups = {
    messages: of('messages'),
    meetings: of('meetings'),
    'third-party': of('third-party'),
    'api-access': of('api-access'),
  }
  return {
    self: viewer.memberId,
    groups,
    missed: open.total ?? open.items.length,
    last,
    duties:
      approvals === null
        ? null
        : {
            approvals: approvals.total ?? approvals.items.length,
            grants: groups['api-access'].length,
            runId: exits?.items[0]?.id ?? null,
            self: viewer.memberId,
          },
    signOffs: supervised.items.filter(waitsForSupervisor),
    others: OTHER_KINDS.flatMap((kind) => {
      const count = counts[kind] ?? 0
      // An administrator's approvals stand among their duties.
      return count === 0 || (decides && kind === 'approval') ? [] : [{ kind, count }]
    }),
  }
}

function waitsForSupervisor({ state, steps }: RunView): boolean {
  return (
    state === 'running' && steps.some((step) => step.id === 'supervisor' && ['open', 'waiting'].includes(step.state))
  )
}

/** A hand-over that the caller supervises. Anybody else finds nothing at this address. */
export async function readHandOver(id: string): Promise<{ readonly run: RunDetail; readonly mine: boolean }> {
  const viewer = await requireViewer(`/hand-overs/${id}`)
  const run = await orNotFound(runtime().queries.supervisedRun(viewer, id))
  return { run, mine: run.supervisor?.id === viewer.memberId }
}
