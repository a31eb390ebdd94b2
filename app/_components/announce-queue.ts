type Timing = {
  readonly everyMs: number
  readonly now: () => number
  readonly later: (run: () => void, ms: number) => unknown
}

export type Announcer = {
  /** Says a sentence now, or together with others when the last one was said less than `everyMs` ago. */
  readonly say: (sentence: string) => void
  /** Forgets what waits and empties what was said. */
  readonly hush: () => void
  readonly listen: (hear: (text: string) => void) => () => void
}

/** Batches what is announced (ux.md, part 2, Announcements). */
export function createAnnouncer({ everyMs, now, later }: Timing): Announcer {
  const ears = new Set<(text: string) => void>()
  let waiting: string[] = []
  let saidAt = -Infinity
  let scheduled = false
  const flush = () => {
    scheduled = false
    saidAt = now()
    const text = waiting.join(' ')
    waiting = []
    for (const hear of ears) hear(text)
  }
  return {
    say: (sentence) => {
      if (!waiting.includes(sentence)) waiting.push(sentence)
      const left = saidAt + everyMs - now()
      if (left <= 0) flush()
      else if (!scheduled) {
        scheduled = true
        later(flush, left)
      }
    },
    hush: () => {
      waiting = []
      for (const hear of ears) hear('')
    },
    listen: (hear) => {
      ears.add(hear)
      return () => ears.delete(hear)
    },
  }
}
