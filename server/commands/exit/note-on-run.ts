import type { Viewer } from '#domain/access.ts'
import type { RunId } from '#domain/ids.ts'
import type { Run } from '#domain/exit/run.ts'
import { adminActor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { authoriseRun } from './authorise-run.ts'

/** The type of a note's entry; its text is read there and nowhere else. */
export const NOTE = 'run.note'

/** Writes a note into a run's own log, where it stays (issue 5, part 2). Also after the run is over. Throws `not_found`, `forbidden`. */
export async function noteOnRun(ports: Ports, viewer: Viewer, id: RunId, text: string): Promise<Run> {
  const run = await ports.store.write(async (tx) => {
    await tx.log.take(id)
    const { run: noted } = await authoriseRun(tx, viewer, 'run', id)
    const { kind, subjectId } = noted
    const data = { runId: id, kind, subjectId, text, by: adminActor(viewer) }
    await tx.log.append(id, [{ type: NOTE, data }], ports.clock.now())
    return noted
  })
  ports.bell.ring(id)
  return run
}
