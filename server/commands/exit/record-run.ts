import type { Instant } from '#domain/ids.ts'
import type { NewEntry } from '#domain/log.ts'
import type { Run, Step } from '#domain/exit/run.ts'
import type { Writes } from '#domain/store.ts'

/** Stores a run after something happened to it, with one line in its own log for each step that moved. Its stream was taken. */
export async function recordRun(
  tx: Writes,
  before: Run,
  after: Run,
  now: Instant,
  more: readonly NewEntry[] = [],
): Promise<Run> {
  const moved = after.steps.flatMap((step, i) => movedEntry(after, before.steps[i], step))
  const over =
    after.state === before.state
      ? []
      : [{ type: `run.${after.state}`, data: { runId: after.id, kind: after.kind, reason: after.reason } }]
  const entries = [...moved, ...more, ...over]
  if (after === before && entries.length === 0) return after
  await tx.runs.save(after)
  await tx.log.append(after.id, entries, now)
  return after
}

function movedEntry({ id: runId, kind, subjectId }: Run, before: Step | undefined, step: Step): NewEntry[] {
  if (before === step || before === undefined) return []
  const { id: stepId, state, progress, by, reason } = step
  return [
    { type: 'run.step', data: { runId, kind, subjectId, stepId, from: before.state, state, progress, by, reason } },
  ]
}
