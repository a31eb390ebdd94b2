import { io, type Socket } from 'socket.io-client'
import type { TestDevice, TestEntry, TestOrder } from '#tests/support/test-device.ts'

/** Devices that stay connected, come back by themselves, and confirm what they are ordered. */
export interface Fleet {
  /** How many are connected now. */
  connected(): number
  /** Resolves when so many are. */
  up(many: number): Promise<void>
  /** The sign-outs that were confirmed, each with how often its order came. */
  readonly confirmed: ReadonlyMap<string, number>
  /** Resolves when so many sign-outs are confirmed. */
  done(many: number): Promise<void>
  close(): void
}

export function openFleet(url: string, devices: readonly TestDevice[]): Fleet {
  const orders = new Map<string, number>()
  const confirmed = new Map<string, number>()
  const waiting = new Set<() => void>()
  const tell = () => waiting.forEach((look) => look())
  const sockets = devices.map((device) => open(url, device, orders, confirmed, tell))
  const connected = () => sockets.filter((socket) => socket.connected).length
  const reached = (fits: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!fits()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  return {
    connected,
    confirmed,
    up: (many) => reached(() => connected() >= many),
    done: (many) => reached(() => confirmed.size >= many),
    close: () => sockets.forEach((socket) => socket.close()),
  }
}

function open(
  url: string,
  device: TestDevice,
  orders: Map<string, number>,
  confirmed: Map<string, number>,
  tell: () => void,
): Socket {
  const socket = io(`${url}/device`, {
    auth: { token: device.token, cursor: 0, protocol: 1 },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 2_000,
  })
  let done = false
  // Socket.IO gives up where the server refused or closed, as one does that is short of its database: a device tries again.
  const again = () => void setTimeout(() => !done && socket.connect(), 200)
  socket.on('connect', tell)
  socket.on('connect_error', (error: Error & { data?: { code?: string; signOutId?: string } }) => {
    const { code, signOutId } = error.data ?? {}
    // Closed for good: the node was killed after it had confirmed, and before it said so.
    if (code === 'session_ended' && signOutId !== undefined && orders.has(signOutId)) finished(signOutId)
    else if (!socket.active) again()
  })
  function finished(signOutId: string): void {
    done = true
    confirmed.set(signOutId, orders.get(signOutId) ?? 0)
    tell()
  }
  socket.on('disconnect', (reason) => {
    tell()
    if (reason === 'io server disconnect') again()
    if (reason === 'io client disconnect') done = true
  })
  socket.on('log', (message: { entries: TestEntry[]; head: number }, ack: (seq: number) => void) => {
    ack(message.head)
    for (const { type, data } of message.entries)
      if (type === 'sign-out.requested' && data.nonce !== undefined) void obey(data as TestOrder)
  })
  async function obey(order: TestOrder): Promise<void> {
    const { signOutId } = order
    orders.set(signOutId, (orders.get(signOutId) ?? 0) + 1)
    const jws = await device.confirmation(order)
    const answer = (await socket
      .timeout(10_000)
      .emitWithAck('confirm', { jws })
      .catch(() => ({}))) as { state?: string }
    if (answer.state === 'confirmed') finished(signOutId)
    // No answer over a connection that stands: the order comes again with the next one.
    else if (socket.connected) socket.io.engine.close()
  }
  return socket
}
