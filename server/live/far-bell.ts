import type { LocalBell } from './bell.ts'
import { pack, type Hint } from './hints.ts'

/** More than this at once is not said: everybody sweeps soon, and that is cheaper than so many looks. */
const MOST_HINTS = 20_000

/** Collects hints and says them together: what comes while a text is on its way goes with the next one, each but once. */
export type Hints = {
  tell(hint: Hint): void
  /** Resolves when nothing is left to say. */
  said(): Promise<void>
}

/**
 * @param say passes texts on to the other nodes; when it fails, its hints are lost, and the others' sweep finds what they were about
 */
export function createHints(
  self: string,
  say: (texts: readonly string[]) => Promise<void>,
  failed: (error: unknown) => void,
): Hints {
  let collected = new Set<string>()
  let saying: Promise<void> | null = null

  async function drain(): Promise<void> {
    await new Promise(setImmediate) // what is said in this turn goes together
    while (collected.size > 0) {
      const texts = pack(self, collected)
      collected = new Set()
      await say(texts).catch(failed)
    }
    saying = null
  }
  return {
    tell(hint) {
      if (collected.size < MOST_HINTS) collected.add(JSON.stringify(hint))
      saying ??= drain()
    },
    said: async () => void (await saying),
  }
}

/** A bell that is heard in this process at once, and on the other nodes a moment later. */
export function farBell(local: LocalBell, hints: Hints): LocalBell {
  return {
    ...local,
    ring(stream) {
      local.ring(stream)
      hints.tell(['ring', stream])
    },
    resend(signOutId, stream) {
      local.resend(signOutId, stream)
      hints.tell(['resend', signOutId, stream])
    },
    moved(signOutIds, stream) {
      local.moved(signOutIds, stream)
      for (const signOutId of signOutIds) hints.tell(['moved', signOutId, stream])
    },
  }
}
