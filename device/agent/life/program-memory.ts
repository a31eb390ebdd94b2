import type { Agent } from '../agent.ts'
import { scopeOf } from '../clean/agent-cleaner.ts'
import { allOf, guardedOf, memoryOf, type Guarded } from '../processes/guarded-processes.ts'
import type { Memory } from './life.ts'

/** Children take a moment to end after their program: who is left is who was there at two looks so far apart, in milliseconds. */
const SETTLE_MS = 1_000
/** How long a program that is asked to end is waited for, and its children: a system that shuts down waits for nobody much longer. */
const PATIENCE_MS = 3_000
const LOOK_EVERY_MS = 200

export type ProgramMemory = {
  /** Each look at the program while it is not being signed out. */
  saw(guarded: Guarded): void
  /** It has ended, or been asked to: what it freed. Null when it was never seen running, still runs, or runs again. */
  freed(): Promise<Memory | null>
}

/**
 * Measures what the end of a program frees when nobody asked for it (guide statements 2.13 and 2.16): what its processes held at the last look
 * while it ran, and what those hold that are there once it has gone, its own process groups included.
 */
export function programMemory({ guard, ender }: Pick<Agent, 'guard' | 'ender'>): ProgramMemory {
  let last: { readonly groups: readonly number[]; readonly bytes: number } | null = null
  const patient = new AbortController().signal
  return {
    saw(guarded) {
      const { program } = guarded
      if (program.length > 0) last = { groups: program.map(({ pid }) => pid), bytes: memoryOf(allOf(guarded)) }
    },
    async freed() {
      const seen = last
      last = null
      if (guard === null || seen === null) return null
      const scope = { ...scopeOf(guard), groups: seen.groups }
      const look = async () => guardedOf(await ender.table(), scope)
      const until = performance.now() + PATIENCE_MS
      for (let before: string | null = null; ;) {
        const now = await look()
        const runs = now.program.length > 0
        const there = pidsOf(now)
        if (!runs && there === before) return { beforeBytes: seen.bytes, afterBytes: memoryOf(allOf(now)) }
        if (performance.now() > until) return null
        before = runs ? null : there
        await ender.pause(runs ? LOOK_EVERY_MS : SETTLE_MS, patient)
      }
    },
  }
}

function pidsOf(guarded: Guarded): string {
  return allOf(guarded)
    .map(({ pid }) => pid)
    .toSorted((a, b) => a - b)
    .join()
}
