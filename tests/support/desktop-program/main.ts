import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { folderOf, writeProfile, type Layout } from './profile.ts'

/**
 * A small desktop program that the agent guards in tests and in the demo. It keeps records, caches, plug-in data and logs below its home
 * folder; runs file transfers and workers as child processes; can leave a helper behind that no longer belongs to its process tree. On its
 * standard input `torn` makes it begin a record and never finish it, as a program that is killed while it writes.
 */
const { values } = parseArgs({
  options: {
    layout: { type: 'string', default: 'linux' },
    transfers: { type: 'string', default: '0' },
    workers: { type: 'string', default: '0' },
    helper: { type: 'boolean', default: false },
  },
})
process.title = 'desk-notes'
const home = process.env.HOME ?? ''
const layout = values.layout as Layout
const notes = join(folderOf(home, layout, 'records'), 'notes.jsonl')

function start(name: string, apart: boolean): void {
  const path = fileURLToPath(new URL('child.ts', import.meta.url))
  const child = spawn(process.execPath, [path, name], { detached: apart, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  child.on('message', () => {})
  if (apart) child.unref()
}

if (!(await stat(notes).catch(() => null))) await writeProfile(home, layout)
for (let i = 0; i < Number(values.transfers); i++) start('desk-transfer', false)
for (let i = 0; i < Number(values.workers); i++) start('desk-worker', false)
if (values.helper) start('desk-helper', true)

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'torn') appendFileSync(notes, '{"i":-1,"text":"half a')
  else appendFileSync(notes, `${JSON.stringify({ text: line })}\n`)
  process.stdout.write(`${line}\n`)
})
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0))
setInterval(() => {}, 60_000)
process.stdout.write('ready\n')
