import type { Instant } from './ids.ts'

/** What the operator's webhook is told of; `data` is JSON. */
export type HookEvent = {
  readonly type: 'obligation.due'
  readonly at: Instant
  readonly data: Readonly<Record<string, unknown>>
}

/** A call that lies in the outbox: written in the commit that it tells of, made by whichever node claims it first. */
export type OutgoingHook = {
  /** Also its `webhook-id`: the same at each try, so that a receiver knows one that came twice. */
  readonly id: string
  readonly type: HookEvent['type']
  /** The event, sealed. Null once it has arrived or is given up. */
  readonly sealed: string | null
  readonly createdAt: Instant
  /** Null when it is over: arrived, or given up. */
  readonly nextTryAt: Instant | null
  readonly tries: number
  readonly sentAt: Instant | null
}
