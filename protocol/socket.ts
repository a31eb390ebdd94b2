import type { DeviceStatusInput } from './device.ts'
import type { LogMessage } from './entry.ts'

/** The events of `/device` and `/live`, per direction (protocol.md, parts 6 and 7). */
export type Ack = { ok: true; state?: string } | { error: string; [more: string]: unknown }
export type DeviceServerEvents = { log: (message: LogMessage, ack: (seq: number) => void) => void; check: () => void }
export type DeviceClientEvents = {
  received: (body: { signOutId: string }, ack: (answer: Ack) => void) => void
  progress: (body: { signOutId: string; step: string; done: number; of: number }, ack: (answer: Ack) => void) => void
  notNow: (body: { signOutId: string; reason: string; forMs: number }, ack: (answer: Ack) => void) => void
  confirm: (body: { jws: string }, ack: (answer: Ack) => void) => void
  status: (body: DeviceStatusInput, ack?: (answer: Ack) => void) => void
}

export type LiveNow = {
  readonly devices: readonly {
    id: string
    online: boolean
    lastSeenAt: string | null
    behind: { entries: number; ms: number }
  }[]
  readonly signOuts: readonly {
    id: string
    step: string | null
    done: number
    of: number
    followers: readonly { deviceId: string; name: string; syncedAt: string | null; lagMs: number | null }[]
  }[]
}
export type LiveServerEvents = {
  log: (message: LogMessage & { topic: string }, ack: (seq: number) => void) => void
  changed: (message: { signOuts: readonly string[] }) => void
  now: (message: LiveNow) => void
}
export type LiveClientEvents = {
  watch: (
    body: { topic: string; cursor?: number },
    ack: (answer: { ok: true; head: number } | { error: string }) => void,
  ) => void
}
/**
 * How a client connects: a WebSocket is one connection to one node, whichever a balancer chose. Polling is many requests, which a balancer must
 * keep together; it is for networks that let nothing else through.
 */
export const TRANSPORTS: { transports: ('websocket' | 'polling')[]; tryAllTransports: boolean } = {
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
}

/** What `connect_error` carries in `data`. */
export type ConnectRefusal = { readonly code: string; readonly detail: string; readonly [more: string]: unknown }
