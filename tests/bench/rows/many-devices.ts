import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { instant } from '../clock.ts'
import { connectDevices, type Devices } from '../devices.ts'
import { newFolder } from '../folder.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { DEPARTMENT, DEVICES_A_MEMBER, fill, type Seat } from '../seats.ts'
import { serve, serveOurs, type Served } from '../served.ts'
import { bareWatcher, watch } from '../watcher.ts'

/** What a connected crowd costs, how soon it is back after a kill, and how fast all of it is signed out. */
type Scene = { readonly bytes: number; readonly backMs: number; readonly outMs: number }

const SETTLE_MS = 3_000
const NAMED_AT_ONCE = 1_000

export async function manyDevices(options: Options): Promise<Row[]> {
  const folder = await newFolder(options)
  const [owner, ...members] = await fill(folder, Math.ceil(options.devices / DEVICES_A_MEMBER) + 1)
  if (!owner) throw new Error('nobody was made')
  const seats = members.flat()
  const n = seats.length
  options.say(`${n} devices on bare socket.io`)
  const floor = await serve({
    file: 'tests/bench/floor-sockets.ts',
    log: join(folder, 'floor.log'),
    ready: '/',
  })
  const bare = await scene(floor, 'bare', folder, seats, (devices) => bareEveryoneOut(floor, seats, devices))
  options.say(`${n} devices on ours`)
  const server = await serveOurs(folder)
  const ours = await scene(server, 'ours', folder, seats, (devices) => everyoneOut(server, owner[0], devices))
  const against = (value: number) => ({ name: 'bare socket.io', value })
  const rate = (outMs: number) => (n / outMs) * 1000
  return [
    rowOf({
      what: `everyone out, ${n} devices confirmed`,
      unit: '/s',
      ours: rate(ours.outMs),
      against: against(rate(bare.outMs)),
      goal: { atLeast: 0.5 },
      more: { oursMs: ours.outMs, bareMs: bare.outMs },
    }),
    rowOf({
      what: `memory for an idle device (of ${n})`,
      unit: 'KiB',
      ours: ours.bytes / 1024,
      against: against(bare.bytes / 1024),
      goal: { atMost: 1.3 },
    }),
    rowOf({
      what: `all ${n} back after kill -9`,
      unit: 's',
      ours: ours.backMs / 1000,
      against: against(bare.backMs / 1000),
      goal: { atMost: 1.5 },
    }),
  ]
}

async function scene(
  server: Served,
  kind: 'ours' | 'bare',
  folder: string,
  seats: readonly Seat[],
  out: (devices: Devices) => Promise<number>,
): Promise<Scene> {
  const before = await server.memory()
  const devices = await connectDevices(kind, server.url, folder, seats)
  await pause(SETTLE_MS)
  const idle = await server.memory()
  const back = devices.back()
  const killed = instant()
  await server.killAndRestart()
  const backMs = (await back) - killed
  await pause(SETTLE_MS)
  const outMs = await out(devices)
  await devices.stop()
  await server.stop()
  // What is resident says little: the pages that starting took and freed are there in both figures, and ours are many.
  const held = ({ heapUsed, external }: NodeJS.MemoryUsage) => heapUsed + external
  return { bytes: (held(idle) - held(before)) / seats.length, backMs, outMs }
}

/** One request of an admin's; over when all devices were told that they are confirmed, and the board shows none open. */
async function everyoneOut(server: Served, owner: Seat, devices: Devices): Promise<number> {
  const headers = { authorization: `Bearer ${owner.token}`, 'content-type': 'application/json' }
  const watcher = await watch(server.url, owner.token, 'board')
  const confirmed = devices.confirmed()
  const began = instant()
  const asked = { filter: { departmentId: DEPARTMENT }, reason: 'the bench signs everyone out', confirm: true }
  const body = JSON.stringify(asked)
  const answer = await fetch(`${server.url}/api/v1/admin/sign-outs`, { method: 'POST', headers, body })
  if (answer.status !== 202) throw new Error(`everyone out was answered ${answer.status}: ${await answer.text()}`)
  await confirmed
  while ((await openOnBoard(server, headers)) > 0) await new Promise<void>((resolve) => watcher.onChanged(resolve))
  watcher.close()
  return instant() - began
}

async function openOnBoard(server: Served, headers: Record<string, string>): Promise<number> {
  const board = await fetch(`${server.url}/api/v1/admin/live?limit=1`, { headers })
  const { counts } = (await board.json()) as { counts: Record<string, number> }
  return Object.entries(counts).reduce(
    (open, [state, n]) => (state === 'confirmed' || state === 'waived' ? open : open + n),
    0,
  )
}

async function bareEveryoneOut(server: Served, seats: readonly Seat[], devices: Devices): Promise<number> {
  const watcher = await bareWatcher(server.url)
  const confirmed = devices.confirmed()
  let heard = 0
  const all = new Promise<void>((resolve, reject) => {
    watcher.once('disconnect', (why) => reject(new Error(`the floor closed its watcher: ${why}`)))
    watcher.on('confirmed', () => {
      heard += 1
      if (heard === seats.length) resolve()
    })
  })
  const began = instant()
  // In parts: eight thousand names are more than a message of 64 KiB holds, and whoever sends more is cut off.
  for (let i = 0; i < seats.length; i += NAMED_AT_ONCE)
    watcher.emit(
      'sign-out',
      seats.slice(i, i + NAMED_AT_ONCE).map((seat) => seat.deviceId),
      () => undefined,
    )
  await Promise.all([all, confirmed])
  watcher.off('disconnect')
  watcher.close()
  return instant() - began
}
