import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Options } from '../tests/bench/options.ts'
import { isMet, type Row } from '../tests/bench/row.ts'
import { httpRows } from '../tests/bench/rows/http.ts'
import { liveBoard } from '../tests/bench/rows/live-board.ts'
import { manyDevices } from '../tests/bench/rows/many-devices.ts'
import { manySessions } from '../tests/bench/rows/many-sessions.ts'
import { oneSignOut } from '../tests/bench/rows/one-sign-out.ts'
import { pageJavascript } from '../tests/bench/rows/page-javascript.ts'
import { tableOf } from '../tests/bench/table.ts'

const USAGE = 'usage: npm run bench -- [--devices N] [--sessions N] [--only ROWS] [--quick] [--json] [--keep]'
const ROWS: Readonly<Record<string, (options: Options) => Promise<Row[]>>> = {
  'sign-out': oneSignOut,
  devices: manyDevices,
  http: httpRows,
  sessions: manySessions,
  page: pageJavascript,
  board: liveBoard,
}

/** `npm run bench`: every goal of docs/quality.md, part 8, as a ratio to a floor or a peer measured in the same run (docs/bench.md). */
async function main(): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0
  const { values } = parseArgs({
    options: {
      devices: { type: 'string', default: '2000' },
      sessions: { type: 'string', default: '100000' },
      only: { type: 'string', default: Object.keys(ROWS).join(',') },
      quick: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  const chosen = values.only.split(',').map((name) => ROWS[name] ?? fail(`no rows "${name}"`))
  const folder = await mkdtemp(join(tmpdir(), 'signoff-bench-'))
  const options: Options = {
    devices: count(values.devices),
    sessions: count(values.sessions),
    signOuts: values.quick ? 40 : 200,
    roundMs: values.quick ? 500 : 2_000,
    rounds: values.quick ? 1 : 5,
    folder,
    say: (text) => console.error(`  ${text}`),
  }
  try {
    const rows: Row[] = []
    for (const measure of chosen) rows.push(...(await measure(options)))
    print(rows, loadBefore, values.json)
  } finally {
    if (!values.keep) await rm(folder, { recursive: true, force: true })
  }
}

function print(rows: readonly Row[], loadBefore: number, json: boolean): void {
  const machine = {
    at: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    loadBefore,
  }
  if (json)
    return console.log(JSON.stringify({ machine, rows: rows.map((row) => ({ ...row, met: isMet(row) })) }, null, 2))
  console.log(`\n${tableOf(rows)}\n`)
  const { at, cores, cpu, memoryGb, node } = machine
  console.log(`${at} · ${cores} × ${cpu} · ${memoryGb} GB · Node ${node} · load ${loadBefore.toFixed(1)} when it began`)
}

function count(text: string): number {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : fail(`"${text}" is no count`)
}

function fail(why: string): never {
  console.error(`${why}\n${USAGE}`)
  process.exit(2)
}

await main()
