import { DomainError } from '#domain/errors.ts'

export type Turns = <T>(asker: string | null, work: () => Promise<T>) => Promise<T>

/**
 * Lets heavy work run few at a time, in the order in which it was asked for. Of one asker only `waiting` are under way or wait, and what comes
 * beyond is `rate_limited` at once; null is nobody in particular, and is never refused.
 */
export function createTurns(atOnce: number, waiting: number): Turns {
  const queue: (() => void)[] = []
  const present = new Map<string, number>()
  let running = 0

  function come(asker: string): void {
    const before = present.get(asker) ?? 0
    if (before >= waiting) throw new DomainError('rate_limited', { retryAfterS: 1 })
    present.set(asker, before + 1)
  }
  function go(asker: string): void {
    const left = (present.get(asker) ?? 1) - 1
    if (left === 0) present.delete(asker)
    else present.set(asker, left)
  }
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next() // takes this place
      else running -= 1
    }
  }
  return async (asker, work) => {
    if (asker === null) return run(work)
    come(asker)
    try {
      return await run(work)
    } finally {
      go(asker)
    }
  }
}
