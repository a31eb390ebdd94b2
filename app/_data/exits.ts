import { mayEnter, type Viewer } from '#domain/access.ts'
import { RUN_KINDS, RUN_STATES, type RunKind, type RunState } from '#domain/exit/run.ts'
import { PROCEDURES } from '#domain/exit/procedures.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail, RunView } from '#protocol/run.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import type { AuditData } from './admin-audit.ts'
import { orNotFound, PAGE_ROWS, requireAdmin } from './admin.ts'

type Given = Readonly<Record<string, string | readonly string[] | undefined>>
export type ExitFilters = {
  readonly kind?: RunKind | undefined
  readonly state?: RunState | undefined
  readonly cursor?: string | undefined
  /** Opens the question at once: which procedure, for whom. */
  readonly start?: RunKind | undefined
  readonly member?: string | undefined
}
export type ExitsData = {
  readonly runs: readonly RunView[]
  readonly total: number | null
  readonly nextCursor: string | null
  readonly rights: { readonly kinds: readonly RunKind[]; readonly templates: boolean }
  /** Whose approvals stand still because they left with them open, and how many (guide statement 5.6). */
  readonly interrupted: readonly { readonly id: string; readonly name: string; readonly n: number }[]
  readonly start: {
    readonly kind: RunKind
    readonly subject: { readonly id: string; readonly name: string } | null
  } | null
}

export function exitFiltersOf(given: Given): ExitFilters {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined
  }
  return {
    kind: RUN_KINDS.find((kind) => kind === text('kind')),
    state: RUN_STATES.find((state) => state === text('state')),
    cursor: text('cursor'),
    start: RUN_KINDS.find((kind) => kind === text('start')),
    member: text('member')?.slice(0, 128),
  }
}

/** The procedures that this viewer may see, and which they may start (protocol.md, part 8). */
export async function readExits({ kind, state, cursor, start, member }: ExitFilters): Promise<ExitsData> {
  const viewer = await requireAdmin('/admin/exits', 'runs')
  const { queries } = runtime()
  const [page, subject, interrupted] = await Promise.all([
    orNotFound(queries.runs(viewer, { kind, state, cursor, limit: PAGE_ROWS })),
    member === undefined ? null : orNotFound(queries.member(viewer, member)),
    interruptedOf(viewer),
  ])
  const kinds = startable(viewer)
  return {
    runs: page.items,
    total: page.total,
    nextCursor: page.nextCursor,
    rights: { kinds, templates: mayEnter(viewer, 'templates') },
    interrupted,
    start:
      start !== undefined && kinds.includes(start)
        ? { kind: start, subject: subject === null ? null : { id: subject.id, name: subject.name } }
        : null,
  }
}

/** As many pages of open approvals as are looked through for interrupted ones. */
const MOST_PAGES = 10

async function interruptedOf(viewer: Viewer): Promise<ExitsData['interrupted']> {
  const { queries } = runtime()
  const by = new Map<string, { id: string; name: string; n: number }>()
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, nextCursor } = await queries.obligations(viewer, {
      kind: 'approval',
      state: 'open',
      cursor,
      limit: 200,
    })
    for (const { owner, interruptedAt } of items) {
      if (owner === null || interruptedAt === null) continue
      by.set(owner.id, { ...owner, n: (by.get(owner.id)?.n ?? 0) + 1 })
    }
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return [...by.values()]
}

/** Closing has a page of its own. */
function startable({ roles, scope }: Viewer): readonly RunKind[] {
  if (roles.includes('owner') || (roles.includes('admin') && scope === null))
    return ['offboarding', 'admin-exit', 'last-checks']
  return roles.includes('admin') || roles.includes('hr') ? ['offboarding', 'last-checks'] : []
}

export type RunData = {
  readonly run: RunDetail
  readonly viewerId: string
  /** Whether this viewer may act on the steps. The server asks again at each. */
  readonly mayAct: boolean
  readonly mayCancel: boolean
  readonly mayOpenMember: boolean
  /** Whether this viewer may follow the subject's own log. */
  readonly mayFollowMember: boolean
  /** The subject's sign-outs that belong to the run. */
  readonly signOuts: readonly SignOutView[]
  /** Customers that are with nobody yet, refused ones among them. */
  readonly customers: readonly ObligationView[]
  readonly entries: AuditData['page'] | null
  /** The organisation's time zone. */
  readonly zone: string
  /** The server's instant. */
  readonly now: number
}

/** One run with its steps, its sign-outs and its log. */
export async function readRun(id: string): Promise<RunData> {
  const viewer = await requireAdmin(`/admin/exits/${id}`, 'runs')
  const { queries, now } = runtime()
  const run = await orNotFound(queries.run(viewer, id))
  const subject = run.subject
  const [member, entries, zone, signOuts, customers] = await Promise.all([
    subject === null || subject.state === 'removed' ? null : queries.member(viewer, subject.id).catch(() => null),
    mayEnter(viewer, 'audit') ? queries.audit(viewer, { streams: [id], limit: 50 }).catch(() => null) : null,
    queries.zone(),
    queries.runSignOuts(viewer, id),
    run.kind !== 'offboarding' || subject === null
      ? null
      : queries
          .obligations(viewer, { owner: subject.id, kind: 'customer,customer-group', state: 'open', limit: 200 })
          .catch(() => null),
  ])
  const mayAct = run.state === 'running'
  return {
    run,
    viewerId: viewer.memberId,
    mayAct,
    mayCancel: mayAct && !finalDone(run),
    mayOpenMember: member !== null,
    mayFollowMember: member !== null && mayEnter(viewer, 'sign-outs'),
    signOuts,
    customers: customers?.items ?? [],
    entries,
    zone,
    now: now(),
  }
}

/** What is final cannot be taken back, so the run cannot be cancelled any more. */
function finalDone({ kind, steps }: RunDetail): boolean {
  const final = new Set(PROCEDURES[kind].flatMap(({ id, final: isFinal }) => (isFinal ? [id] : [])))
  return steps.some(({ id, state }) => state === 'done' && final.has(id))
}
