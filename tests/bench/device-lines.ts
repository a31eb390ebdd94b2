import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto'
import { io } from 'socket.io-client'
import type { Seat } from './seats.ts'

export type Behaviour = { connected(): void; lost(): void; confirmed(): void }
/** `first` resolves with the first connection. */
export type DeviceLine = { readonly first: Promise<void> }

type Order = {
  readonly signOutId: string
  readonly nonce?: string
  readonly deviceId: string
  readonly attempt?: number
}
type LogMessage = { readonly entries: readonly { type: string; data: Order }[]; readonly head: number }

/** A device of ours: it takes its order, says received, signs, and confirms (protocol.md, part 6). */
export function ourDevice(url: string, seat: Seat, behaviour: Behaviour): DeviceLine {
  const auth = { token: seat.token, cursor: seat.cursor, protocol: 1 }
  const socket = io(`${url}/device`, { auth, transports: ['websocket'], forceNew: true })
  let key: KeyObject | undefined
  socket.on('log', ({ entries, head }: LogMessage, ack: (seq: number) => void) => {
    ack(head)
    const order = entries.find(({ type, data }) => type === 'sign-out.requested' && data.nonce !== undefined)?.data
    if (!order || order.deviceId !== seat.deviceId) return
    socket.emit('received', { signOutId: order.signOutId }, () => undefined)
    key ??= createPrivateKey(seat.privateKey)
    socket.emit('confirm', { jws: signed(key, order) }, ({ state }: { state?: string }) => {
      if (state === 'confirmed') behaviour.confirmed()
    })
  })
  return watched(socket, behaviour)
}

/** The floor's device: the same messages, empty. */
export function bareDevice(url: string, { deviceId }: Seat, behaviour: Behaviour): DeviceLine {
  const socket = io(url, { auth: { id: deviceId }, transports: ['websocket'], forceNew: true })
  socket.on('order', (_: unknown, ack: () => void) => {
    ack()
    socket.emit('received', {}, () => undefined)
    socket.emit('confirm', {}, () => behaviour.confirmed())
  })
  return watched(socket, behaviour)
}

function watched(socket: ReturnType<typeof io>, behaviour: Behaviour): DeviceLine {
  socket.on('connect', () => behaviour.connected())
  socket.on('disconnect', () => behaviour.lost())
  return { first: new Promise((resolve) => socket.once('connect', resolve)) }
}

function signed(key: KeyObject, { signOutId, nonce, attempt, deviceId }: Order): string {
  const claims = {
    iss: deviceId,
    jti: randomUUID(),
    iat: Math.floor(Date.now() / 1000),
    signOutId,
    nonce,
    attempt,
    result: 'done',
    durationMs: 12,
    bytesFreed: 345_678,
    filesRemoved: 12,
    processesEnded: 1,
    steps: [{ name: 'records', ok: true }],
    leftovers: { processes: 0, files: 0, memoryBytes: 0 },
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'ES256' })}.${part(claims)}`
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}
