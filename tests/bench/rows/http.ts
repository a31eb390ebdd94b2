import { median } from '../clock.ts'
import { newFolder } from '../folder.ts'
import { ASKED, bareParty, ourParty, peerParty, type Asked, type Party } from '../http-parties.ts'
import { load } from '../load.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { fill } from '../seats.ts'

const MEMBERS = 4_000
const CONNECTIONS = 16
const GOAL: Readonly<Record<Asked, number>> = { check: 15, list: 12, end: 8 }
const WHAT: Readonly<Record<Asked, string>> = { check: 'check a session', list: 'list sessions', end: 'end a session' }

/** Requests a second, beside better-auth and a bare Hono route, in rounds that take turns. */
export async function httpRows(options: Options): Promise<Row[]> {
  const folder = await newFolder(options)
  options.say(`HTTP: filling ${MEMBERS} members`)
  const members = await fill(folder, MEMBERS)
  const bare = await bareParty(folder, members)
  const peer = await peerParty(folder, MEMBERS)
  const ours = await ourParty(folder, members)
  const rows: Row[] = []
  for (const asked of ASKED) {
    options.say(`HTTP: ${WHAT[asked]}`)
    const [theirs, floor, own] = await rounds(options, asked, [peer, bare, ours])
    if (theirs === undefined || floor === undefined || own === undefined) throw new Error('nothing was measured')
    rows.push(
      rowOf({
        what: WHAT[asked],
        unit: '/s',
        ours: own,
        against: { name: 'better-auth', value: theirs },
        goal: { atLeast: GOAL[asked] },
        more: { bareHono: floor, bareHonoToPeer: floor / theirs },
      }),
    )
  }
  for (const { server } of [peer, bare, ours]) await server.stop()
  return rows
}

/** The median of each party's rounds; the first round warms up and does not count. */
async function rounds({ rounds: count, roundMs }: Options, asked: Asked, parties: readonly Party[]): Promise<number[]> {
  const figures = parties.map((): number[] => [])
  for (let round = 0; round <= count; round += 1)
    for (const [i, { server, next }] of parties.entries()) {
      const forMs = round === 0 ? roundMs / 2 : roundMs
      const { perSecond, answers } = await load({
        port: server.port,
        next: next[asked],
        connections: CONNECTIONS,
        forMs,
      })
      // Who has no session left to end sits out.
      if (round > 0 && answers > 0) figures[i]?.push(perSecond)
    }
  return figures.map(median)
}
