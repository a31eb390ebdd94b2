/** Handshakes that have not proved a session, for one network and for all of them together. */
export type HandshakeLimits = {
  /** So many may be unproven at once. */
  readonly burst: number
  /** So many may go on failing each second. */
  readonly perSecond: number
}

/** Forgets whom it owes nothing when it knows this many networks. */
const MOST_KNOWN = 1_000

export type HandshakeLimit = {
  /** Takes one from a network. Returns what gives it back, for a handshake that proved its session; null where none is left. */
  take(network: string): (() => void) | null
}

/**
 * Every handshake takes one, and gets it back once it has proved its session: so thousands of devices may come back at once, as fast as they
 * prove who they are, and strangers have `burst` and then `perSecond`. In memory, for this process alone.
 * @param now milliseconds that only rise
 */
export function createHandshakeLimit(each: HandshakeLimits, all: HandshakeLimits, now: () => number): HandshakeLimit {
  const networks = new Map<string, Bucket>()
  const together = new Bucket(all)
  let purgeAt = MOST_KNOWN

  function bucketOf(network: string): Bucket {
    const known = networks.get(network)
    if (known) return known
    if (networks.size >= purgeAt) {
      for (const [name, bucket] of networks) if (bucket.isFull(now())) networks.delete(name)
      purgeAt = Math.max(MOST_KNOWN, 2 * networks.size)
    }
    const made = new Bucket(each)
    networks.set(network, made)
    return made
  }
  return {
    take(network) {
      const at = now()
      const bucket = bucketOf(network)
      if (!bucket.take(at)) return null
      if (together.take(at)) {
        return () => {
          bucket.giveBack()
          together.giveBack()
        }
      }
      bucket.giveBack()
      return null
    },
  }
}

/** Holds at most `burst`, and fills up by `perSecond`. */
class Bucket {
  readonly #limits: HandshakeLimits
  #left: number
  #at = 0

  constructor(limits: HandshakeLimits) {
    this.#limits = limits
    this.#left = limits.burst
  }
  take(at: number): boolean {
    this.#fill(at)
    if (this.#left < 1) return false
    this.#left -= 1
    return true
  }
  giveBack(): void {
    this.#left = Math.min(this.#limits.burst, this.#left + 1)
  }
  isFull(at: number): boolean {
    this.#fill(at)
    return this.#left >= this.#limits.burst
  }
  #fill(at: number): void {
    const { burst, perSecond } = this.#limits
    this.#left = Math.min(burst, this.#left + (Math.max(0, at - this.#at) / 1000) * perSecond)
    this.#at = at
  }
}
