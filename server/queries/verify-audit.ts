import { GENESIS, type Head, type StreamId } from '#domain/log.ts'
import { enterLog, leaveLog, walkOver, WALK_START, type Walk } from '#domain/verification.ts'
import type { Ports } from '../commands/ports.ts'

const CHUNK = 500
/** What opening a log costs, counted in entries. */
const LOG_COSTS = 10
const LOGS = 200

type Departments = ReadonlySet<string> | undefined

/** Walks every chain at once, or those of these departments' members. A row that was edited, dropped or added shows as `brokenAt`. */
export async function verifyAudit(ports: Ports, departments: Departments) {
  let walk = WALK_START
  for (let over = false; !over;) ({ walk, over } = await walkOn(ports, walk, CHUNK * LOG_COSTS, departments))
  const { brokenAt, entries, erased } = walk
  return { ok: brokenAt === null, entries, erased, ...(brokenAt && { brokenAt }) }
}

/**
 * One stretch of a walk, from where it is, for about as many entries as `budget` says; `over` when there is nothing more to walk or something
 * broken was found. It lets everything else of this process have its turn after each piece: an embedded store answers at once, so that
 * awaiting it alone would not.
 */
export async function walkOn(
  ports: Ports,
  start: Walk,
  budget: number,
  departments: Departments,
): Promise<{ walk: Walk; over: boolean }> {
  const { log } = ports.store.read
  let { walk, left } = await finishLog(ports, start, budget)
  for (;;) {
    if (walk.brokenAt !== null) return { walk, over: true }
    if (left <= 0) return { walk, over: false }
    const heads = await log.heads(walk.place?.stream ?? null, LOGS, departments)
    if (heads.length === 0) return { walk: leaveLog(walk, ports.hash), over: true }
    for (const { stream, head } of heads) {
      if (walk.brokenAt !== null || left <= 0) break
      ;({ walk, left } = await walkLog(ports, enterLog(walk, stream, ports.hash), stream, head, left - LOG_COSTS))
    }
  }
}

/** The log in which the stretch before ended: the rest of it, and what was appended since. */
async function finishLog(ports: Ports, walk: Walk, left: number): Promise<{ walk: Walk; left: number }> {
  if (walk.place === null) return { walk, left }
  const { stream } = walk.place
  return walkLog(ports, walk, stream, await ports.store.read.log.head(stream), left)
}

/** At least one piece of a log, and no more once the budget is used up. */
async function walkLog(
  ports: Ports,
  start: Walk,
  stream: StreamId,
  head: Head,
  budget: number,
): Promise<{ walk: Walk; left: number }> {
  let walk = start
  let left = budget
  do {
    const seq = walk.place?.seq ?? GENESIS.seq
    const entries = await ports.store.read.log.after(stream, seq, CHUNK)
    walk = walkOver(walk, entries, head, ports.hash)
    left -= entries.length
    await new Promise(setImmediate)
  } while (left > 0 && walk.brokenAt === null && (walk.place?.seq ?? 0) < head.seq)
  return { walk, left }
}
