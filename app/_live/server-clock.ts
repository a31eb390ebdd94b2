export type ServerClock = {
  /** A moment that the server has reached: its clock is at least there. Milliseconds since 1970. */
  readonly observe: (serverMs: number) => void
  readonly now: () => number
}

/**
 * The server's clock as this page knows it. Every observation is a lower bound (it travelled), so the greatest difference is the best one;
 * no page ever counts by its own clock, which may be wrong.
 */
export function createServerClock(serverMs: number, local: () => number): ServerClock {
  let ahead = serverMs - local()
  return {
    observe: (seen) => {
      if (Number.isFinite(seen)) ahead = Math.max(ahead, seen - local())
    },
    now: () => local() + ahead,
  }
}
