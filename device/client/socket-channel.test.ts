import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket as ServerSocket } from 'socket.io'
import { Manager } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChannelHandlers } from './channel.ts'
import { Unreachable } from './problem.ts'
import { openSocketChannel, type SocketChannel } from './socket-channel.ts'
import { quickPause } from './test/bench.ts'

let io: Server
let url: string
let stop: AbortController
/** Answers each handshake: null lets it in, else the data of its `connect_error`. */
let gate: (auth: Record<string, unknown>) => object | null
const handshakes: Record<string, unknown>[] = []

beforeEach(async () => {
  handshakes.length = 0
  gate = () => null
  stop = new AbortController()
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  io = new Server(http)
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  io.of('/device').use((socket, next) => {
    const auth: Record<string, unknown> = socket.handshake.auth
    handshakes.push(auth)
    const data = gate(auth)
    next(data === null ? undefined : Object.assign(new Error('refused'), { data }))
  })
})
afterEach(async () => {
  stop.abort()
  await io.close()
})

function open(more: Partial<ChannelHandlers> = {}): SocketChannel {
  const handlers: ChannelHandlers = {
    cursor: async () => 7,
    token: async () => 'secret',
    log: async ({ head }) => head,
    check: () => {},
    connection: () => {},
    refused: async () => 'stop',
    ...more,
  }
  const manager = new Manager(url, { autoConnect: false, reconnectionDelay: 1, reconnectionDelayMax: 5 })
  return openSocketChannel(manager, handlers, { pause: quickPause, random: () => 0.5, signal: stop.signal })
}

const nextSocket = () => new Promise<ServerSocket>((resolve) => io.of('/device').once('connection', resolve))

test('says its token, its cursor and the protocol, and acknowledges what was applied', async () => {
  const connected = nextSocket()
  open({ log: async () => 9 })
  const socket = await connected
  expect(handshakes).toEqual([{ token: 'secret', cursor: 7, protocol: 1 }])
  expect(await socket.emitWithAck('log', { entries: [], head: 9 })).toBe(9)
})

test('a message that could not be stored is not acknowledged: it connects again and gets it once more', async () => {
  let fails = true
  const first = nextSocket()
  open({
    log: async ({ head }) => {
      if (fails) throw new Error('disk full')
      return head
    },
  })
  const socket = await first
  const second = nextSocket()
  socket.emit('log', { entries: [], head: 1 }, () => expect.unreachable('acknowledged'))
  const again = await second
  fails = false
  expect(await again.emitWithAck('log', { entries: [], head: 1 })).toBe(1)
})

test('a refusal is asked about, and tried again only when it may pass', async () => {
  const codes = ['unavailable', 'future_cursor']
  gate = () => (codes.length > 0 ? { code: codes.shift(), detail: '' } : null)
  const seen: string[] = []
  const connected = nextSocket()
  open({
    refused: async (code) => {
      seen.push(code)
      return 'again'
    },
  })
  await connected
  expect(seen).toEqual(['unavailable', 'future_cursor'])
  expect(handshakes).toHaveLength(3)
})

test('a refusal for good is not repeated', async () => {
  gate = () => ({ code: 'token_replaced', detail: '' })
  const refused = new Promise<string>((resolve) =>
    open({
      refused: async (code) => {
        resolve(code)
        return 'stop'
      },
    }),
  )
  expect(await refused).toBe('token_replaced')
  await new Promise((resolve) => setImmediate(resolve))
  expect(handshakes).toHaveLength(1)
})

test('comes back when the server closed it (too slow, or stopping)', async () => {
  const first = nextSocket()
  open()
  const socket = await first
  const second = nextSocket()
  socket.disconnect()
  expect((await second).id).not.toBe(socket.id)
})

test('an answer with an error is a refusal by its code; one that will pass counts as no answer', async () => {
  const connected = nextSocket()
  const channel = open()
  const opened = new Promise<void>((resolve) => (channel.isOpen() ? resolve() : setImmediate(resolve)))
  const socket = await connected
  const answers = [{ ok: true, state: 'confirmed' }, { error: 'wrong_nonce' }, { error: 'unavailable' }]
  socket.on('confirm', (_: unknown, ack: (answer: unknown) => void) => ack(answers.shift()))
  await opened
  await expect.poll(() => channel.isOpen()).toBe(true)
  expect(await channel.reports.confirm('a.b.c')).toEqual({ ok: true, state: 'confirmed' })
  expect(await channel.reports.confirm('a.b.c')).toMatchObject({ ok: false, code: 'wrong_nonce' })
  await expect(channel.reports.confirm('a.b.c')).rejects.toThrow(Unreachable)
})

test('says nothing over a socket that is not open', async () => {
  gate = () => ({ code: 'unauthenticated', detail: '' })
  const channel = open()
  await expect(channel.reports.received('out_1')).rejects.toThrow(Unreachable)
})
