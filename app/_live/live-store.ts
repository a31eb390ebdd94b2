import type { LogEntry } from '#protocol/entry.ts'
import type { LiveNow } from '#protocol/socket.ts'
import { createServerClock } from './server-clock.ts'

export type Badge = 'connecting' | 'live' | 'reconnecting' | 'off'
export type LiveState = {
  readonly badge: Badge
  /** When what is shown was last known to be true, on the server's clock. */
  readonly asOf: number
  /** How many sign-outs wait for this device to confirm. */
  readonly waiting: number
}

/** What a page wants to hear. `refetch` is asked when the log cannot tell what was missed, and while polling. */
export type Follower = {
  readonly entries: (entries: readonly LogEntry[]) => void
  readonly now: (now: LiveNow) => void
  readonly refetch: () => Promise<boolean>
}

export type LiveStore = ReturnType<typeof createLiveStore>

/** What the page knows of its connection, and who wants to hear of what. No socket in here: `open-live.ts` feeds it. */
export function createLiveStore(serverNow: number, waiting: number, local: () => number = Date.now) {
  const clock = createServerClock(serverNow, local)
  const seers = new Set<() => void>()
  const tickers = new Set<() => void>()
  const followers = new Set<Follower>()
  let state: LiveState = { badge: 'connecting', asOf: serverNow, waiting }
  let shownNow = serverNow

  const set = (change: Partial<LiveState>) => {
    state = { ...state, ...change }
    for (const see of seers) see()
  }
  /** Every message is a sign of life; nobody needs to be told of each. */
  const heard = () => {
    state = { ...state, asOf: clock.now() }
  }
  return {
    clock,
    state: () => state,
    subscribe: (see: () => void) => (seers.add(see), () => void seers.delete(see)),
    set,
    /** The time that running figures show: it stands still while the page is not live. */
    shownNow: () => shownNow,
    onTick: (tick: () => void) => (tickers.add(tick), () => void tickers.delete(tick)),
    tick: () => {
      if (state.badge !== 'live' && state.badge !== 'connecting') return
      shownNow = clock.now()
      for (const tick of tickers) tick()
    },
    follow: (follower: Follower) => (followers.add(follower), () => void followers.delete(follower)),
    entries: (entries: readonly LogEntry[]) => {
      heard()
      for (const { at } of entries) clock.observe(Date.parse(at))
      for (const follower of followers) follower.entries(entries)
    },
    now: (now: LiveNow) => {
      heard()
      for (const follower of followers) follower.now(now)
    },
    /** Reads everything anew. When all of it came, what is shown is as of now. */
    refetch: async () => {
      const came = await Promise.all([...followers].map((follower) => follower.refetch()))
      if (came.every(Boolean)) {
        shownNow = clock.now()
        set({ asOf: shownNow })
        for (const tick of tickers) tick()
      }
    },
  }
}
