import type { Viewer } from '#domain/access.ts'
import type { MemberId, RunId } from '#domain/ids.ts'
import type { StreamId } from '#domain/log.ts'
import { authoriseRun } from '../commands/exit/authorise-run.ts'
import { refreshRun } from '../commands/exit/refresh-run.ts'
import type { Ports } from '../commands/ports.ts'

/** A run that a page follows. `subjectId` is null for a closing, whose conditions are everybody's. */
export type RunTopic = {
  readonly id: RunId
  readonly subjectId: MemberId | null
  /** Whose devices this viewer may hear of: of the subject for who acts in the run, HR too; of nobody for its supervisor. */
  readonly hears: MemberId | null
}

/** The run of a topic, when the viewer may see it. Throws `not_found` or `forbidden`. */
export async function runTopic(ports: Ports, viewer: Viewer, id: RunId): Promise<RunTopic> {
  const { run } = await authoriseRun(ports.store.read, viewer, 'see', id)
  const acts = await authoriseRun(ports.store.read, viewer, 'run', id).then(
    () => true,
    () => false,
  )
  return { id, subjectId: run.subjectId, hears: acts ? run.subjectId : null }
}

/**
 * The runs that pages follow now. What happens to a run's subject is in the subject's log and moves the run's steps: without this a page would
 * hear of it when a job looks, seconds later.
 */
export function followedRuns(ports: Ports) {
  const followed = new Map<RunId, { readonly subjectId: MemberId | null; watchers: number }>()
  const moved = new Set<RunId>()
  return {
    add({ id, subjectId }: RunTopic): void {
      const known = followed.get(id) ?? { subjectId, watchers: 0 }
      known.watchers += 1
      followed.set(id, known)
    },
    drop({ id }: RunTopic): void {
      const known = followed.get(id)
      if (known && (known.watchers -= 1) === 0) followed.delete(id)
    },
    /** Whether anybody who follows a run may want to hear what is true of this member now. */
    hears: (stream: StreamId): boolean => [...followed.values()].some(({ subjectId }) => subjectId === stream),
    rang(stream: StreamId): void {
      for (const [id, { subjectId }] of followed)
        if (id !== stream && (subjectId === null || subjectId === stream)) moved.add(id)
    },
    /** Brings those up to date whose facts have moved; what follows from it rings their own stream. */
    async refresh(): Promise<void> {
      const due = [...moved]
      moved.clear()
      for (const id of due) await refreshRun(ports, id)
    },
  }
}
