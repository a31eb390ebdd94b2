import { join } from 'node:path'
import { instant, median } from '../clock.ts'
import { connectDevices } from '../devices.ts'
import { newFolder } from '../folder.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { DEVICES_A_MEMBER, fill, type Member, type Seat } from '../seats.ts'
import { serve, serveOurs } from '../served.ts'
import { bareWatcher, watch } from '../watcher.ts'

/** One sign-out after another: request → device → signed confirmation → watcher. */
export async function oneSignOut(options: Options): Promise<Row[]> {
  const folder = await newFolder(options)
  const members = await fill(folder, Math.ceil(options.signOuts / (DEVICES_A_MEMBER - 1)))
  const going = members.flatMap((member) => member.slice(1))
  options.say(`one sign-out: ${going.length} on bare socket.io`)
  const bare = await bareTimes(folder, going)
  options.say(`one sign-out: ${going.length} on ours`)
  const ours = await ourTimes(folder, members, going)
  return [
    rowOf({
      what: 'one sign-out, to the watcher',
      unit: 'ms',
      ours: median(ours),
      against: { name: 'bare socket.io, two commits', value: median(bare) },
      goal: { atMost: 1.5 },
    }),
  ]
}

async function ourTimes(folder: string, members: readonly Member[], going: readonly Seat[]): Promise<number[]> {
  const server = await serveOurs(folder)
  const devices = await connectDevices('ours', server.url, folder, going)
  const times: number[] = []
  for (const [caller, ...others] of members) {
    const watcher = await watch(server.url, caller.token, 'me')
    for (const { sessionId } of others) {
      const began = instant()
      const answer = await fetch(`${server.url}/api/v1/sign-outs`, {
        method: 'POST',
        headers: { authorization: `Bearer ${caller.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ sessions: [sessionId], confirm: true }),
      })
      if (answer.status !== 202) throw new Error(`the sign-out was answered ${answer.status}: ${await answer.text()}`)
      const { signOuts } = (await answer.json()) as { signOuts: { id: string }[] }
      times.push((await watcher.confirmed(signOuts[0]?.id ?? '')) - began)
    }
    watcher.close()
  }
  await devices.stop()
  await server.stop()
  return times
}

async function bareTimes(folder: string, going: readonly Seat[]): Promise<number[]> {
  const server = await serve({
    file: 'tests/bench/floor-sockets.ts',
    env: { FLOOR_STORE: join(folder, 'floor.db') },
    log: join(folder, 'floor.log'),
    ready: '/',
  })
  const devices = await connectDevices('bare', server.url, folder, going)
  const watcher = await bareWatcher(server.url)
  const times: number[] = []
  for (const { deviceId } of going) {
    const began = instant()
    const confirmed = new Promise<number>((resolve) => watcher.once('confirmed', () => resolve(instant())))
    watcher.emit('sign-out', [deviceId], () => undefined)
    times.push((await confirmed) - began)
  }
  watcher.close()
  await devices.stop()
  await server.stop()
  return times
}
