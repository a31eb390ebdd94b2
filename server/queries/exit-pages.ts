import type { Viewer } from '#domain/access.ts'
import { chinaDay, reviewDates } from '#domain/exit/working-days.ts'
import type { RunKind } from '#domain/exit/run.ts'
import { rfc3339, type MemberId, type RunId } from '#domain/ids.ts'
import type { KindCounts } from '#domain/obligation/checks.ts'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import { authoriseObligation } from '../commands/obligation/whose.ts'
import { authoriseRun } from '../commands/exit/authorise-run.ts'
import { templateOf } from '../commands/exit/start-run.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { lastLeft } from './left-behind.ts'
import { handOverBoard } from './hand-over-board.ts'
import { listObligations, listOwnObligations, type ObligationAsk } from './obligations.ts'
import { getRun, getSupervised, listRuns, listSupervised, type RunListAsk } from './runs.ts'
import { signOutViews } from './sign-out-view.ts'

/** What the pages of leaving in good order read. Who may open them is `_data`'s to check; whom they show is checked here. */
export function exitPages(ports: Ports) {
  const { read } = ports.store
  return {
    runs: (viewer: Viewer, ask: RunListAsk) => listRuns(ports, viewer, ask),
    run: (viewer: Viewer, id: RunId) => getRun(ports, viewer, id),
    runSignOuts: (viewer: Viewer, id: RunId) => runSignOuts(ports, viewer, id),
    supervised: (viewer: Viewer) => listSupervised(ports, viewer, { limit: 50 }),
    supervisedRun: (viewer: Viewer, id: RunId) => getSupervised(ports, viewer, id),
    handOverBoard: (viewer: Viewer, runId: RunId | undefined) => handOverBoard(ports, viewer, runId),
    ownObligations: (viewer: Viewer, ask: ObligationAsk) => listOwnObligations(ports, viewer, ask),
    /** How much of each kind is open and the caller's own. */
    ownCounts: async ({ memberId }: Viewer): Promise<KindCounts> =>
      (await read.obligations.countsOf([memberId])).get(memberId) ?? {},
    obligations: (viewer: Viewer, ask: ObligationAsk) => listObligations(ports, viewer, ask),
    lastLeaving: (viewer: Viewer) => lastLeaving(ports, viewer),
    keys: () => keysOf(ports),
    memberDuties: (viewer: Viewer, id: MemberId) => memberDuties(ports, viewer, id),
    template: (kind: RunKind) => templateOf(read.runs, kind),
    /** The dates of a review that would be submitted now. */
    async reviewNow() {
      const { policy } = await requireOrg(read.org)
      return reviewDates(chinaDay(ports.clock.now()), policy.reviewDays, ports.isWorkingDay)
    },
  }
}
export type ExitPages = ReturnType<typeof exitPages>

/** What hangs on one member, by kind, and the run that sees them out; null where that is not this viewer's to see (mission.md, C8). */
async function memberDuties(ports: Ports, viewer: Viewer, id: MemberId) {
  const { read } = ports.store
  const may = await authoriseObligation(read, viewer, { ownerId: id }).then(
    () => true,
    () => false,
  )
  if (!may) return null
  const [counts, runs] = await Promise.all([read.obligations.countsOf([id]), read.runs.running(id)])
  return { counts: counts.get(id) ?? {}, runId: runs[0]?.id ?? null }
}

/** This server's own keys, with the names of their owners. */
async function keysOf({ store: { read } }: Ports) {
  const keys = await read.integrations.list()
  const owners = await read.members.many([...new Set(keys.map(({ ownerId }) => ownerId))])
  const names = new Map(owners.map(({ id, name }) => [id, name]))
  return keys.map((key) => ({
    ...key,
    scopes: [...key.scopes],
    ownerName: names.get(key.ownerId) ?? '',
    createdAt: rfc3339(key.createdAt),
    expiresAt: rfc3339(key.expiresAt),
    lastUsedAt: rfc3339(key.lastUsedAt),
    revokedAt: rfc3339(key.revokedAt),
  }))
}

/** The sign-outs of a run's subject that belong to it: asked since it began, or open then. */
async function runSignOuts(ports: Ports, viewer: Viewer, id: RunId) {
  const { read } = ports.store
  const { run } = await authoriseRun(read, viewer, 'see', id)
  if (run.subjectId === null) return []
  const { items } = await read.signOuts.list({ memberId: run.subjectId, limit: 50 })
  const mine = items.filter(({ accessEndedAt, state }) => accessEndedAt >= run.startedAt || isOpen(state))
  return signOutViews(ports, mine)
}

/** What the caller's last sign-out left open, and how often they signed in since (guide statements 7.1 and 7.6); null when it left no record. */
async function lastLeaving(ports: Ports, { memberId }: Viewer) {
  const left = (await lastLeft(ports, [memberId])).get(memberId)
  return left ? { at: left.at, items: left.missed, signIns: left.signIns } : null
}
