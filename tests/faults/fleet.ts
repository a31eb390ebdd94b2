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
  socket.on('connect', tell).on('disconnect', tell)
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
    // No answer: the order comes again with the next connection.
    if (answer.state === 'confirmed') confirmed.set(signOutId, orders.get(signOutId) ?? 0)
    tell()
  }
  return socket
}
