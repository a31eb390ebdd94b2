import { pause, type ClientState } from '#device/client/index.ts'
import type { Agent } from '../agent.ts'
import type { Guard } from '../manifest/guard.ts'
import { allOf, type Guarded } from '../processes/guarded-processes.ts'
import { guardedNow } from '../status.ts'
import type { ProgramMemory } from './program-memory.ts'

/** /proc is quick to read; on the other systems a program has to be started for it. Milliseconds, while something of ours runs. */
const LOOK_EVERY_MS = process.platform === 'linux' ? 2_000 : 15_000
/** While nothing does: a program that starts is seen a little later. */
const IDLE_EVERY_MS = process.platform === 'linux' ? 10_000 : 60_000
const SEEN_EVERY_MS = 60_000

type Watched = Pick<Agent, 'guard' | 'looks' | 'life' | 'client'>

/**
 * Until the signal aborts: looks at the guarded program, says so when something has changed, and writes down once a minute that the agent
 * runs. What a program held counts only until its session ends: an order measures by itself.
 */
export async function watch(agent: Watched, memory: ProgramMemory, signal: AbortSignal): Promise<void> {
  const { guard, looks, life, client } = agent
  let said = ''
  let seenAt = -Infinity
  while (!signal.aborted) {
    if (performance.now() - seenAt >= SEEN_EVERY_MS) {
      await life.seen().catch(() => {}) // a full disk must not end the agent; the next minute writes it
      seenAt = performance.now()
    }
    // A look that failed is none: the system's own programs may be slow, or missing.
    const guarded = await guardedNow(guard, looks).catch(() => null)
    if (guarded !== null) {
      if (!isOver(client.state())) memory.saw(guarded)
      const counts = countsOf(guarded)
      if (said !== '' && counts !== said) client.sayStatus()
      said = counts
    }
    await pause(nextLookMs(guard, guarded), signal)
  }
}

/** Its access has ended: what happens to the program from then on is the order's doing. */
export function isOver({ phase }: ClientState): boolean {
  return phase === 'locked' || phase === 'signed-out'
}

function countsOf({ program, transfers, others, leftovers }: Guarded): string {
  return [program.length, transfers.length, others.length, leftovers.length].join()
}

function nextLookMs(guard: Guard | null, guarded: Guarded | null): number {
  if (guard === null || guard.processes.length === 0) return SEEN_EVERY_MS
  return guarded !== null && allOf(guarded).length > 0 ? LOOK_EVERY_MS : IDLE_EVERY_MS
}
