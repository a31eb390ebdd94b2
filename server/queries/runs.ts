import type { Viewer } from '#domain/access.ts'
import { planOf } from '#domain/exit/procedures.ts'
import { RUN_KINDS, RUN_STATES, type Run, type RunKind, type Step } from '#domain/exit/run.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type RunId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { RunFile, RunFilter } from '#domain/store.ts'
import { isActor } from '../commands/actor.ts'
import { authoriseRun, authoriseSubject, mayRun } from '../commands/exit/authorise-run.ts'
import { conditionsOf } from '../commands/exit/conditions.ts'
import { readFile } from '../commands/exit/make-backup.ts'
import { NOTE } from '../commands/exit/note-on-run.ts'
import { refreshRun } from '../commands/exit/refresh-run.ts'
import type { Ports } from '../commands/ports.ts'
import { listed, obligationViews } from './obligations.ts'

export type RunListAsk = {
  readonly kind?: string | undefined
  readonly state?: string | undefined
  readonly subject?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Runs that an administrator or HR may see: their kinds, and of a scoped one their departments. */
export async function listRuns(ports: Ports, viewer: Viewer, ask: RunListAsk) {
  const { read } = ports.store
  const asked = listed<RunKind>('kind', ask.kind, RUN_KINDS) ?? RUN_KINDS
  const states = listed('state', ask.state, RUN_STATES)
  if (ask.subject !== undefined) {
    const subject = await read.members.get(ask.subject)
    if (!subject) throw new DomainError('not_found')
    await authoriseSubject(read, viewer, 'see', subject)
  }
  const { subject: subjectId, cursor, limit } = ask
  const kinds = asked.filter((kind) => mayRun(viewer, kind))
  const filter = { kinds, states, subjectId, departments: viewer.scope ?? undefined, cursor, limit }
  return runPage(ports, filter)
}

/** Runs that one is the supervisor of. */
export function listSupervised(ports: Ports, viewer: Viewer, ask: { cursor?: string | undefined; limit: number }) {
  return runPage(ports, { supervisorId: viewer.memberId, cursor: ask.cursor, limit: ask.limit })
}

async function runPage(ports: Ports, filter: RunFilter) {
  const page = await ports.store.read.runs.list(filter)
  return {
    items: await Promise.all(page.items.map((run) => runView(ports, run))),
    nextCursor: page.nextCursor,
    total: page.total,
  }
}

/** One run as it is now, with the hand-overs that its supervisor signs for. */
export async function getRun(ports: Ports, viewer: Viewer, id: RunId) {
  await authoriseRun(ports.store.read, viewer, 'see', id)
  await refreshRun(ports, id)
  return runDetail(ports, viewer, (await authoriseRun(ports.store.read, viewer, 'see', id)).run)
}

/** The same for its supervisor alone: anybody else knows nothing of it. */
export async function getSupervised(ports: Ports, viewer: Viewer, id: RunId) {
  const run = await ports.store.read.runs.get(id)
  if (run?.supervisorId !== viewer.memberId) throw new DomainError('not_found')
  return getRun(ports, viewer, id)
}

export async function runDetail(ports: Ports, viewer: Viewer, run: Run) {
  const { obligations } = ports.store.read
  const id = run.subjectId
  const handed = id === null ? [] : await obligations.handedTo(id)
  const since = handed.filter(({ settled }) => (settled?.at ?? 0) >= run.startedAt)
  const open = id === null ? {} : ((await obligations.countsOf([id])).get(id) ?? {})
  const [view, handOvers, notes] = await Promise.all([
    runView(ports, run),
    obligationViews(ports, since),
    notesOn(ports, viewer, run.id),
  ])
  return { ...view, handOvers, open: { ...open }, notes }
}

/** As many notes as a page shows; all of them are in the audit. */
const NOTES = 200

/** Notes are for who may act in a run: its supervisor sees none. */
async function notesOn({ store: { read } }: Ports, viewer: Viewer, id: RunId) {
  const may = await authoriseRun(read, viewer, 'run', id).then(
    () => true,
    () => false,
  )
  if (!may) return []
  const { items } = await read.log.audit({ streams: [id], types: [NOTE], limit: NOTES })
  return items.flatMap(({ at, data }) => {
    const { by, text } = data ?? {}
    return isActor(by) && typeof text === 'string' ? [{ at: rfc3339(at), by, text }] : []
  })
}

export async function runView(ports: Ports, run: Run) {
  const { read } = ports.store
  const subject = run.subjectId === null ? null : await read.members.get(run.subjectId)
  const supervisor = run.supervisorId === null ? null : await read.members.get(run.supervisorId)
  const conditions = run.kind === 'closing' && run.state === 'running' ? await conditionsOf(read, run) : null
  const { id, kind, path, state, startedBy, reason, review } = run
  return {
    id,
    kind,
    subject: subject && subjectShown(subject),
    path,
    state,
    template: { version: run.templateVersion },
    steps: run.steps.map((step) => stepShown(ports, run, step)),
    startedBy,
    startedAt: rfc3339(run.startedAt),
    closedAt: rfc3339(run.closedAt),
    reason,
    supervisor: supervisor && { id: supervisor.id, name: supervisor.name },
    review: review && { known: true, ...review },
    conditions: conditions && conditions.map((condition) => ({ ...condition })),
  }
}

function subjectShown({ id, name, state, handlesCustomers }: Member) {
  return { id, name, state, handlesCustomers }
}

function stepShown(ports: Ports, { id: runId, kind }: Run, step: Step) {
  const { fileId, asOfMs: _, ...evidence } = step.evidence ?? {}
  const url = typeof fileId === 'string' ? `${ports.receipts.issuer}/api/v1/admin/runs/${runId}/files/${fileId}` : null
  return {
    ...step,
    needs: [...step.needs],
    at: rfc3339(step.at),
    evidence: step.evidence && { ...(url === null ? {} : { url }), ...evidence },
    stepUp: planOf(kind, step.id).stepUp,
  }
}

/** A backup's content, for who may see its run, while its link is good. Throws `not_found`. */
export async function getRunFile(
  ports: Ports,
  viewer: Viewer,
  runId: RunId,
  fileId: string,
): Promise<{ file: RunFile; content: string }> {
  const { read } = ports.store
  const { run } = await authoriseRun(read, viewer, 'see', runId)
  const file = await read.runs.file(fileId)
  if (!file || file.runId !== run.id || !mayRun(viewer, run.kind)) throw new DomainError('not_found')
  if (ports.clock.now() >= file.expiresAt) throw new DomainError('not_found')
  return { file, content: await readFile(read, fileId) }
}

/** The closing record, signed anew from the same facts each time. Throws `not_found` while the company is open. */
export async function getClosingRecord(ports: Ports): Promise<string> {
  const closing = await ports.store.read.closings.get()
  if (!closing) throw new DomainError('not_found')
  return ports.receipts.sign(closing.claims, closing.kid)
}
