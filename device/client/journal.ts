import type { LogMessage, Order } from '#protocol/entry.ts'
import type { Vault } from './ports.ts'
import type { Notice, Stage, StoredOrder, StoredSession } from './records.ts'

/** What the client writes durably, step by step. Every method is one atomic update, so a kill falls between two of them. */
export type Journal = ReturnType<typeof createJournal>

/** The most entries of a message (protocol.md, part 6). */
const FULL_MESSAGE = 100

/** Stages in which the device still has something to do by itself. */
const BUSY: readonly Stage[] = ['stored', 'received', 'cleaned', 'accepted']

export function createJournal(vault: Vault) {
  const orders = async (): Promise<Readonly<Record<string, StoredOrder>>> => (await vault.get('orders')) ?? {}

  /** Changes one order if it is still this attempt; false when it has been replaced meanwhile. */
  async function change(order: Order, next: (stored: StoredOrder) => StoredOrder | undefined): Promise<boolean> {
    let found = false
    await vault.update('orders', (present = {}) => {
      const stored = present[order.signOutId]
      found = stored !== undefined && stored.order.attempt === order.attempt
      if (stored === undefined || !found) return present
      const { [order.signOutId]: _, ...rest } = present
      const changed = next(stored)
      return changed === undefined ? rest : { ...rest, [order.signOutId]: changed }
    })
    return found
  }

  async function forgetSession(): Promise<void> {
    await vault.update('session', () => undefined)
    await vault.update('cursor', () => undefined)
    await vault.update('locked', () => undefined)
  }

  return {
    session: () => vault.get('session'),
    locked: () => vault.get('locked'),
    orders,

    /** A new session: its cursor starts at 0, which means its own start. Orders of sessions before it stay. */
    async begin(session: StoredSession): Promise<void> {
      await vault.update('session', () => session)
      await vault.update('locked', () => undefined)
      await vault.update('cursor', (present) => (present?.sessionId === session.sessionId ? present : undefined))
    },

    async cursor(): Promise<number> {
      const [session, cursor] = await Promise.all([vault.get('session'), vault.get('cursor')])
      return session !== undefined && cursor?.sessionId === session.sessionId ? cursor.seq : 0
    },

    /**
     * Moves the cursor to the highest entry of the message, or to its head when it is not full: then nothing for this reader lies between
     * the two. Never backwards.
     */
    async advance(sessionId: string | null, message: LogMessage): Promise<number> {
      const highest = message.entries.reduce((seq, entry) => Math.max(seq, entry.seq), 0)
      const reached = message.entries.length < FULL_MESSAGE ? Math.max(highest, message.head) : highest
      if (sessionId === null) return reached
      const stored = await vault.update('cursor', (present) => {
        const from = present?.sessionId === sessionId ? present.seq : 0
        return { sessionId, seq: Math.max(from, reached) }
      })
      return stored?.seq ?? reached
    },

    /** The log is shorter than the cursor says (a restored server): start again at 0. */
    async rewind(): Promise<void> {
      await vault.update('cursor', () => undefined)
    },

    forgetSession,

    async unlock(): Promise<void> {
      await vault.update('locked', () => undefined)
    },

    async lock(signOutId: string, notice: Notice | null): Promise<void> {
      await vault.update('locked', (present) => ({
        signOutId,
        notice: notice ?? (present?.signOutId === signOutId ? present.notice : null),
      }))
    },

    /** Stores an order. A higher attempt (a retry, or stricter options) replaces the one before, whatever its stage. */
    async store(order: Order): Promise<'new' | 'known'> {
      let outcome: 'new' | 'known' = 'known'
      await vault.update('orders', (present = {}) => {
        const stored = present[order.signOutId]
        if (stored !== undefined && stored.order.attempt >= order.attempt) return present
        outcome = 'new'
        const figures = stored?.figures
        return { ...present, [order.signOutId]: { order, stage: 'stored', ...(figures ? { figures } : {}) } }
      })
      return outcome
    },

    async nextBusy(): Promise<StoredOrder | null> {
      return Object.values(await orders()).find(({ stage }) => BUSY.includes(stage)) ?? null
    },

    reach: (order: Order, stage: Stage) => change(order, (stored) => ({ ...stored, stage })),
    figures: (order: Order, figures: Readonly<Record<string, number>>) =>
      change(order, (stored) => ({ ...stored, figures })),
    cleaned: (order: Order, confirmation: NonNullable<StoredOrder['confirmation']>) =>
      change(order, (stored) => ({ ...stored, stage: 'cleaned', confirmation })),
    drop: (order: Order) => change(order, () => undefined),

    /** The device's part is done: the session and the lock go with the order, when it was about this session. */
    async close(order: Order): Promise<void> {
      const session = await vault.get('session')
      if (session === undefined || session.sessionId === order.sessionId) await forgetSession()
      await change(order, () => undefined)
    },

    /** After signing in again: orders that the server no longer lists as open are over. */
    async keepOnly(signOutIds: readonly string[]): Promise<void> {
      await vault.update('orders', (present = {}) =>
        Object.fromEntries(Object.entries(present).filter(([id]) => signOutIds.includes(id))),
      )
    },
  }
}
