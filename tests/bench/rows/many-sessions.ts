import { median } from '../clock.ts'
import { crowd } from '../crowd.ts'
import { newFolder } from '../folder.ts'
import { ASKED, ourParty, type Asked, type Party } from '../http-parties.ts'
import { load } from '../load.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { DEVICES_A_MEMBER, fill } from '../seats.ts'

const SMALL = 1_000
/** Few enough that it is our work that is timed, and not the queue before it. */
const CONNECTIONS = 4
const ENDED_A_ROUND = 100
const WHAT: Readonly<Record<Asked, string>> = { check: 'check', list: 'list', end: 'end' }

/** The slowest hundredth of requests with many sessions stored, beside ourselves with a thousand. */
export async function manySessions(options: Options): Promise<Row[]> {
  const small = await party(options, 0)
  options.say(`many sessions: filling ${options.sessions}`)
  const large = await party(options, options.sessions - SMALL)
  const rows: Row[] = []
  for (const asked of ASKED) {
    options.say(`many sessions: ${WHAT[asked]}`)
    const [few, many] = await rounds(options, asked, [small, large])
    if (few === undefined || many === undefined) throw new Error('nothing was measured')
    rows.push(
      rowOf({
        what: `${WHAT[asked]}, ${options.sessions} sessions stored, p99`,
        unit: 'ms',
        ours: many,
        against: { name: `ourselves with ${SMALL}`, value: few },
        goal: { atMost: 1.5 },
      }),
    )
  }
  await small.server.stop()
  await large.server.stop()
  return rows
}

async function party(options: Options, more: number): Promise<Party> {
  const folder = await newFolder(options)
  const members = await fill(folder, SMALL / DEVICES_A_MEMBER)
  const [owner] = members
  if (more > 0 && owner) crowd(folder, members.at(-1)?.[0].memberId ?? owner[0].memberId, more)
  return ourParty(folder, members)
}

async function rounds({ rounds: count, roundMs }: Options, asked: Asked, parties: readonly Party[]): Promise<number[]> {
  const figures = parties.map((): number[] => [])
  for (let round = 0; round <= count; round += 1)
    for (const [i, { server, next }] of parties.entries()) {
      const limited = asked === 'end' ? atMost(ENDED_A_ROUND, next.end) : next[asked]
      const { p99Ms } = await load({ port: server.port, next: limited, connections: CONNECTIONS, forMs: roundMs })
      if (round > 0) figures[i]?.push(p99Ms)
    }
  return figures.map(median)
}

/** There are only so many sessions to end, and each round needs some. */
function atMost(count: number, next: () => string | null): () => string | null {
  let left = count
  return () => (left-- > 0 ? next() : null)
}
