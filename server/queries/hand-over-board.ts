import type { Viewer } from '#domain/access.ts'
import type { Run } from '#domain/exit/run.ts'
import type { RunId } from '#domain/ids.ts'
import { roomFor } from '#domain/obligation/capacity.ts'
import { authoriseRun, authoriseSubject } from '../commands/exit/authorise-run.ts'
import { customerLoads } from '../commands/obligation/taker-room.ts'
import type { Ports } from '../commands/ports.ts'
import { obligationViews } from './obligations.ts'
import { runView } from './runs.ts'

/** As many customers of one leaver as a page shows; the rest comes up when these are gone. */
const SHOWN = 500
/** Customers of everybody who is being seen out, where each stands, and who could take them (guide statement 6.4). */
export async function handOverBoard(ports: Ports, viewer: Viewer, runId: RunId | undefined) {
  const runs = await openHandOvers(ports, viewer, runId)
  const leavers = await Promise.all(runs.map((run) => leaverOf(ports, run)))
  const leaving = new Set(leavers.map(({ id }) => id))
  const all = leavers.flatMap(({ customers }) => customers)
  const views = await Promise.all(runs.map((run) => runView(ports, run)))
  return {
    leavers: leavers.map(({ customers, unsettled, ...leaver }) => {
      const open = customers.filter(
        ({ state, outcome }) => state === 'open' && (outcome === null || outcome === 'done'),
      )
      return { ...leaver, open, total: unsettled - (customers.length - open.length) }
    }),
    refused: all.filter(({ state, outcome }) => state === 'open' && outcome !== null && outcome !== 'done'),
    waiting: all.filter(({ state }) => state === 'waiting'),
    takers: (await takersOf(ports, viewer)).filter(({ id }) => !leaving.has(id)),
    supervise: views.filter(({ steps }) =>
      steps.some(({ id, state }) => id === 'supervisor' && (state === 'open' || state === 'waiting')),
    ),
  }
}

/** The offboardings under way that this viewer may act in; one of them, when it is named. */
async function openHandOvers(ports: Ports, viewer: Viewer, runId: RunId | undefined): Promise<readonly Run[]> {
  const { read } = ports.store
  if (runId !== undefined) return [(await authoriseRun(read, viewer, 'run', runId)).run]
  const seen: Run[] = []
  for (const run of await read.runs.running()) {
    const subject = run.subjectId === null ? null : await read.members.get(run.subjectId)
    if (run.kind !== 'offboarding' || !subject) continue
    const may = await authoriseSubject(read, viewer, 'run', subject).then(
      () => true,
      () => false,
    )
    if (may) seen.push(run)
  }
  return seen
}

async function leaverOf(ports: Ports, run: Run) {
  const { read } = ports.store
  const id = run.subjectId ?? ''
  const member = await read.members.get(id)
  const open = await read.obligations.openOf(id, ['customer', 'customer-group'], SHOWN)
  const { customer = 0, 'customer-group': groups = 0 } = (await read.obligations.countsOf([id])).get(id) ?? {}
  return {
    id,
    name: member?.name ?? '',
    runId: run.id,
    removed: member?.state === 'removed',
    unsettled: customer + groups,
    customers: await obligationViews(ports, open),
  }
}

/** Members who handle customers, with how many they have or are about to have, and how many more fit. */
async function takersOf(ports: Ports, viewer: Viewer) {
  const { read } = ports.store
  const { items } = await read.members.list({ state: 'active', departments: viewer.scope ?? undefined, limit: 200 })
  const takers = items.filter(({ handlesCustomers }) => handlesCustomers)
  const loadOf = await customerLoads(
    read,
    takers.map(({ id }) => id),
  )
  return takers.map((member) => {
    const load = loadOf(member.id)
    return { id: member.id, name: member.name, load, room: roomFor(member, load) }
  })
}
