import { call, type Problem } from '#app/_live/call.ts'

/** One thing that a bulk action does, and how it is named to the person. */
export type BulkItem = { readonly id: string; readonly name: string; readonly path: string; readonly body?: unknown }
export type Outcome = {
  readonly item: BulkItem
  readonly problem: Problem | null
  /** A device that was asked to catch up: whether it is there to hear it. Undefined of other deeds. */
  readonly online?: boolean | undefined
}

const AT_ONCE = 4

export type BulkRun = {
  readonly items: readonly BulkItem[]
  readonly onOutcome: (outcome: Outcome) => void
  readonly stopped: () => boolean
}

/**
 * Calls the API for each item, a few at a time; what happened to each is told as it happens. Ends early, with the items that were not
 * tried, when it is stopped or when the person must prove themselves first.
 */
export async function runBulk({
  items,
  onOutcome,
  stopped,
}: BulkRun): Promise<{ left: readonly BulkItem[]; stepUp: boolean }> {
  const queue = [...items]
  const left: BulkItem[] = []
  let stepUp = false
  const work = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      if (stopped() || stepUp) {
        left.push(item)
        continue
      }
      const answer = await call<{ online?: boolean }>('POST', item.path, item.body)
      if (!answer.ok && answer.problem.code === 'step_up_required') {
        stepUp = true
        left.push(item)
      } else if (answer.ok) onOutcome({ item, problem: null, online: answer.body.online })
      else onOutcome({ item, problem: answer.problem })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { left, stepUp }
}
