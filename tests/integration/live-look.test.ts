import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '#db/open.ts'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Viewer } from '#domain/access.ts'
import { requestSignOut } from '#server/commands/request-sign-out.ts'
import type { Ports } from '#server/commands/ports.ts'
import { openDeviceChannel, type DeviceChannel } from '#server/live/device-channel.ts'
import { createPresence } from '#server/live/presence.ts'
import { tailOf } from '#server/live/tail.ts'
import { historyPorts, movedClock } from '#tests/contract/history/ports.ts'
import { foundOrg } from '#tests/contract/history/world.ts'
import { aDevice, aMember, aSession, AT } from '#tests/contract/rows.ts'
import { temporaryFolder } from '#tests/contract/temporary.ts'

/** One ring, looked at by hand: what a socket is told by the log alone, before any sweep has looked at the rows. */
const folder = temporaryFolder()
const clock = movedClock(AT)
const http = createServer()
const sockets = new Server(http)
let db: Database
let ports: Ports
let channel: DeviceChannel
let url = ''

beforeAll(async () => {
  db = await openDatabase(`file:${folder}/signoff.db`)
  ports = historyPorts(createStore(db), clock)
  await foundOrg(ports.store, clock)
  const deps = { ports, tokenOfCookie: () => Promise.resolve(null), proven: () => undefined }
  channel = openDeviceChannel(sockets.of('/device'), deps, createPresence(clock))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  url = typeof address === 'object' ? `http://127.0.0.1:${address?.port}/device` : ''
})
afterAll(async () => {
  await sockets.close()
  await db.close()
})

type Message = {
  readonly entries: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[]
}

async function connected(memberId: string): Promise<{ socket: Socket; viewer: Viewer }> {
  const session = aSession(`ses_${memberId}`, memberId, `dev_${memberId}`)
  await ports.store.write(async (tx) => {
    await tx.members.insert(aMember(memberId), null, '')
    await tx.devices.insert(aDevice(session.deviceId, memberId))
    await tx.sessions.insert(session, ports.hash(memberId))
    await tx.log.append(memberId, [{ type: 'session.started', data: { sessionId: session.id } }], AT)
  })
  const socket = io(url, {
    auth: { token: memberId, cursor: 0, protocol: 1 },
    transports: ['websocket'],
    forceNew: true,
  })
  await new Promise<void>((resolve) => socket.once('log', () => resolve()))
  const { id: sessionId, deviceId, bySelf, steppedUpAt } = session
  const person = { memberId, name: '', roles: [], scope: null, deviceName: '' }
  return { socket, viewer: { ...person, sessionId, deviceId, bySelf, steppedUpAt } }
}

it.each([
  ['little', 1],
  ['more than a message', 130],
])('[SO61] a ring demotes whose session has ended and sends the order, with %s unread', async (_, unread) => {
  const memberId = `mem_${unread}`
  const { socket, viewer } = await connected(memberId)
  const renamed = { type: 'device.renamed', data: { deviceId: viewer.deviceId, name: 'Laptop' } }
  await ports.store.write((tx) =>
    tx.log.append(
      memberId,
      Array.from({ length: unread }, () => renamed),
      AT,
    ),
  )
  await requestSignOut(ports, viewer, { scope: 'this' })
  const order = new Promise<Message['entries'][number]>((resolve) =>
    socket.on('log', ({ entries }: Message) => {
      const own = entries.find(({ data }) => data['nonce'] !== undefined)
      if (own) resolve(own)
    }),
  )
  const send = await channel.rang(memberId, tailOf(ports.store.read.log))
  send()
  expect(await socket.emitWithAck('status', {})).toEqual({ error: 'session_ended' })
  expect((await order).data).toMatchObject({ sessionId: viewer.sessionId, attempt: 1 })
  socket.close()
})
