import type { LogEntry, Order } from '#protocol/entry.ts'
import type { Notice } from './records.ts'

/** What a stretch of the log means for this device. */
export type Reading = {
  /** The sign-out that ended this device's own session, once heard. */
  readonly endedBy: string | null
  readonly notice: Notice | null
  readonly orders: readonly Order[]
  readonly lags: ReadonlyMap<string, number>
}

type Data = Readonly<Record<string, unknown>>

/**
 * Reads entries for the device whose session is `sessionId`; null when it is not known, as in a browser that wakes up ended: then
 * only entries of its own sign-out come (protocol.md, part 4, The order). Unknown types are skipped. Pure.
 */
export function readLog(entries: readonly LogEntry[], sessionId: string | null): Reading {
  let endedBy: string | null = null
  let notice: Notice | null = null
  const orders: Order[] = []
  const lags = new Map<string, number>()
  for (const { type, data } of entries) {
    const own = sessionId === null || data.sessionId === sessionId
    if (type === 'session.ended' && own && typeof data.signOutId === 'string') endedBy = data.signOutId
    if (type === 'sign-out.confirmed' && typeof data.signOutId === 'string' && typeof data.lagMs === 'number')
      lags.set(data.signOutId, data.lagMs)
    if (type !== 'sign-out.requested' || !isRequest(data)) continue
    if (typeof data.nonce === 'string') orders.push(toOrder(data, data.nonce))
    if (own) notice = toNotice(data)
  }
  return { endedBy: endedBy ?? notice?.signOutId ?? null, notice, orders, lags }
}

/** The orders of an answer's `pending[]`: of this device, about sessions before this one. Null when the answer has none. */
export function readPending(pending: unknown): readonly Order[] | null {
  if (!Array.isArray(pending)) return null
  const entries = pending
    .filter(isObject)
    .map((data) => ({ seq: 0, at: '', type: 'sign-out.requested', data: { ...data } }))
  return readLog(entries, '').orders
}

type Request = Data & Pick<Order, 'signOutId' | 'deviceId' | 'sessionId' | 'by' | 'options' | 'accessEndedAt'>

function isRequest(data: Data): data is Request {
  const texts = [data.signOutId, data.deviceId, data.sessionId, data.accessEndedAt]
  return texts.every((text) => typeof text === 'string') && isObject(data.by) && isObject(data.options)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function toOrder(data: Request, nonce: string): Order {
  const { signOutId, deviceId, sessionId, by, options, accessEndedAt, share } = data
  return {
    signOutId,
    deviceId,
    sessionId,
    by,
    options,
    accessEndedAt,
    nonce,
    reason: typeof data.reason === 'string' ? data.reason : null,
    attempt: typeof data.attempt === 'number' ? data.attempt : 1,
    ...(typeof share === 'string' ? { share } : {}),
  }
}

function toNotice(data: Request): Notice {
  const { signOutId, sessionId, by, options, accessEndedAt } = data
  const reason = typeof data.reason === 'string' ? data.reason : null
  return { signOutId, sessionId, by, options, accessEndedAt, reason, awaitsOriginal: typeof data.nonce !== 'string' }
}
