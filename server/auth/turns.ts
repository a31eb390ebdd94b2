import { DomainError } from '#domain/errors.ts'

export type Turns = <T>(asker: string | null, work: () => Promise<T>) => Promise<T>

const RETRY_AFTER_S = 10

/**
 * Lets heavy work run few at a time. Whoever asks stands in a line of their own, and the lines are served in turn: one who asks a thousand
 * times keeps another waiting for one piece of work at most. Of one asker only `waiting` wait, so that memory has a limit; what comes beyond
 * is `rate_limited` at once. Null is nobody in particular, and is never refused.
 */
export function createTurns(atOnce: number, waiting: number): Turns {
  /** The first line is served next, and goes to the end if somebody is left in it. */
  const lines = new Map<string | null, (() => void)[]>()
  let running = 0

  async function turn(asker: string | null): Promise<void> {
    if (running < atOnce) {
      running += 1
      return
    }
    const line = lines.get(asker) ?? []
    if (asker !== null && line.length >= waiting) throw new DomainError('rate_limited', { retryAfterS: RETRY_AFTER_S })
    lines.set(asker, line)
    await new Promise<void>((resolve) => line.push(resolve))
  }
  /** Gives the place of work that is over to whoever waits first. */
  function next(): void {
    const [first] = lines
    if (first === undefined) {
      running -= 1
      return
    }
    const [asker, line] = first
    const go = line.shift()
    lines.delete(asker)
    if (line.length > 0) lines.set(asker, line)
    go?.()
  }
  return async (asker, work) => {
    await turn(asker)
    try {
      return await work()
    } finally {
      next()
    }
  }
}
