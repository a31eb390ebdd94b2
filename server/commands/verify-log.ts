import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { DepartmentId, VerificationId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { departmentTree } from '#domain/member.ts'
import type { Reads, Writes } from '#domain/store.ts'
import { WALK_START, type Verification, type VerificationState, type Walk } from '#domain/verification.ts'
import { walkOn } from '../queries/verify-audit.ts'
import { adminActor } from './actor.ts'
import type { Ports } from './ports.ts'

/** Entries between two writes of how far a verification is. */
const STRETCH = 5_000
/** A verification is done by one process. Where that one is gone, another may take over after this time. */
const LEASE_MS = 10_000

/** What a viewer's verifications walk over: a scoped administrator's the logs of their department's members, anybody else's everything. */
export async function coverageOf(read: Pick<Reads, 'members'>, viewer: Viewer): Promise<DepartmentId | null> {
  if (viewer.scope === null) return null
  const department = (await read.members.get(viewer.memberId))?.scopeDepartmentId
  if (department == null) throw new DomainError('forbidden')
  return department
}

/** Begins to verify the log, as a job that survives a crash and can be stopped. Where one over the same runs already, that one is the answer. */
export async function startVerification(ports: Ports, viewer: Viewer): Promise<Verification> {
  const { store, clock, random } = ports
  const coverage = await coverageOf(store.read, viewer)
  const { logs: totalLogs, entries: totalEntries } = await store.read.log.size(
    await departmentsOf(store.read, coverage),
  )
  const holder = random.token()
  const { verification, started } = await store.write(async (tx) => {
    await tx.log.take(ORG_STREAM) // of two who begin at once, the second finds the first one's
    const runs = (await tx.verifications.running()).find((one) => one.coverage === coverage)
    if (runs) return { verification: runs, started: false }
    const fresh: Verification = {
      id: random.id('verification'),
      coverage,
      state: 'running',
      by: adminActor(viewer),
      startedAt: clock.now(),
      endedAt: null,
      stoppedBy: null,
      totalLogs,
      totalEntries,
      walk: WALK_START,
    }
    await tx.verifications.insert(fresh)
    await hold(ports, tx, fresh.id, holder)
    return { verification: fresh, started: true }
  })
  if (started) goOn(ports, verification.id, holder)
  return verification
}

/** Stops one that runs; whoever may begin it may. Throws `not_found` for one over something else, `wrong_state`. */
export async function stopVerification(ports: Ports, viewer: Viewer, id: VerificationId): Promise<Verification> {
  const coverage = await coverageOf(ports.store.read, viewer)
  return ports.store.write(async (tx) => {
    const verification = await tx.verifications.take(id)
    if (!verification || verification.coverage !== coverage) throw new DomainError('not_found')
    const { state } = verification
    if (state !== 'running') throw new DomainError('wrong_state', { state })
    const stopped = { ...ended(ports, verification, 'stopped'), stoppedBy: adminActor(viewer) }
    await tx.verifications.save(stopped)
    return stopped
  })
}

/** Goes on with a verification until it is over, a stretch at a time; each is kept in the store. `holder` has its lease. */
export async function runVerification(
  ports: Ports,
  id: VerificationId,
  holder: string,
  stretch = STRETCH,
): Promise<void> {
  const { read } = ports.store
  let verification = await read.verifications.get(id)
  while (verification?.state === 'running') {
    const departments = await departmentsOf(read, verification.coverage)
    const { walk, over } = await walkOn(ports, verification.walk, stretch, departments)
    verification = await keep(ports, id, holder, walk, over)
  }
}

/** Null when another process has taken it over, or it is gone. */
async function keep(
  ports: Ports,
  id: VerificationId,
  holder: string,
  walk: Walk,
  over: boolean,
): Promise<Verification | null> {
  const kept = await ports.store.write(async (tx) => {
    if (!(await hold(ports, tx, id, holder))) return null
    const verification = await tx.verifications.take(id)
    if (verification?.state !== 'running') return verification
    const next = over ? ended(ports, { ...verification, walk }, stateOf(walk)) : { ...verification, walk }
    await tx.verifications.save(next)
    return next
  })
  if (kept?.state === 'broken') ports.log.error({ ...kept.walk.brokenAt }, 'the log does not verify')
  return kept
}

const stateOf = ({ brokenAt }: Walk): VerificationState => (brokenAt === null ? 'intact' : 'broken')

function ended({ clock }: Ports, verification: Verification, state: VerificationState): Verification {
  return { ...verification, state, endedAt: clock.now() }
}

/** After a start, and every few seconds: what a crash or a fault interrupted goes on from its last stretch, wherever it had begun. */
export async function resumeVerifications(ports: Ports): Promise<void> {
  for (const { id } of await ports.store.read.verifications.running()) {
    const holder = ports.random.token()
    if (await ports.store.write((tx) => hold(ports, tx, id, holder))) goOn(ports, id, holder)
  }
}

function hold({ clock }: Ports, tx: Writes, id: VerificationId, holder: string): Promise<boolean> {
  const now = clock.now()
  return tx.leases.hold(`verification: ${id}`, holder, now, now + LEASE_MS)
}

/** Beside everything else. */
function goOn(ports: Ports, id: VerificationId, holder: string): void {
  runVerification(ports, id, holder).catch((error: unknown) =>
    ports.log.error(
      { verificationId: id, error: String(error) },
      'a verification was stopped by a fault; it goes on soon',
    ),
  )
}

async function departmentsOf(
  read: Pick<Reads, 'members'>,
  coverage: DepartmentId | null,
): Promise<ReadonlySet<DepartmentId> | undefined> {
  return coverage === null ? undefined : departmentTree(coverage, await read.members.departments())
}
