import type { LogEntry, Order } from '#protocol/entry.ts'

/** The session this device holds. `token` is null where a cookie stands for it. */
export type StoredSession = {
  readonly sessionId: string
  readonly deviceId: string
  readonly memberId: string | null
  readonly token: string | null
}

/** Who signed this device out, when and why: what the signed-out device itself says. */
export type Notice = {
  readonly signOutId: string
  readonly sessionId: string
  readonly by: Order['by']
  readonly reason: string | null
  readonly accessEndedAt: string
  readonly options: Order['options']
  /** The order has not come yet: the original device must confirm first. */
  readonly awaitsOriginal: boolean
}

/**
 * How far an order is. `stored` → `received` (said so) → `cleaned` (signed, being confirmed) → `accepted` (what stayed for the
 * confirmation goes now). `answered`: the server took the report but it was not `done`; `refused`: it will not take it. Both wait
 * for another attempt.
 */
export type Stage = 'stored' | 'received' | 'cleaned' | 'accepted' | 'answered' | 'refused'

export type StoredOrder = {
  readonly order: Order
  readonly stage: Stage
  readonly figures?: Readonly<Record<string, number>>
  /** Signed once and kept, so that every repeat is the same bytes with the same `jti`. */
  readonly confirmation?: { readonly jti: string; readonly jws: string; readonly result: string }
}

/** Everything that the client keeps durably. */
export type VaultRecords = {
  session: StoredSession
  /** A cursor belongs to the session that got it (protocol.md, part 6). */
  cursor: { readonly sessionId: string; readonly seq: number }
  /** This device's own session has ended: it shows nothing any more, also after a restart. */
  locked: { readonly signOutId: string; readonly notice: Notice | null }
  orders: Readonly<Record<string, StoredOrder>>
  installId: string
}

export type { LogEntry, Order }
