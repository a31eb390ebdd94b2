import type { Run } from '#domain/exit/run.ts'
import type { Member } from '#domain/member.ts'
import type { Page, Reads, RunFile } from '#domain/store.ts'
import { entryVerifies } from '#domain/log.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Ports } from '../ports.ts'

/** A link to a backup is good for two hours, as in the guide's product (mission.md, 5.3). */
export const BACKUP_MS = 2 * 60 * 60_000
/** The characters of one part: a part is one row of the store. */
const PART = 256 * 1024

/**
 * Makes a run's backup: the directory with its custom fields, or for a closing everything the company must keep. It is written part by part
 * before the step is done, read again, and its hash compared: what cannot be read is no backup.
 */
export async function makeBackup(ports: Ports, run: Run): Promise<{ file: RunFile; asOf: number }> {
  const asOf = ports.clock.now()
  const closing = run.kind === 'closing'
  const writer = partWriter(ports)
  const rows = closing ? await writeCompany(ports, writer.line) : await writeDirectory(ports.store.read, writer.line)
  const { bytes, sha256 } = await writer.end()
  const now = ports.clock.now()
  const file: RunFile = {
    id: writer.id,
    runId: run.id,
    name: closing ? 'company.jsonl' : 'directory.csv',
    mediaType: closing ? 'application/jsonl' : 'text/csv',
    rows,
    bytes,
    sha256,
    createdAt: now,
    expiresAt: now + BACKUP_MS,
  }
  if ((await readBack(ports, file.id)) !== sha256) throw new Error('a backup could not be read again')
  return { file, asOf }
}

/** The content of a file, part by part. */
export async function readFile(reads: Reads, id: string): Promise<string> {
  const parts: string[] = []
  for (let part = 0; ; part++) {
    const content = await reads.runs.filePart(id, part)
    if (content === null) return parts.join('')
    parts.push(content)
  }
}

async function readBack(ports: Ports, id: string): Promise<string> {
  const content = await readFile(ports.store.read, id)
  return hex(ports, content)
}

/** SHA-256 as `sha256sum` prints it. */
function hex(ports: Ports, content: string): string {
  return Buffer.from(ports.hash(content), 'base64url').toString('hex')
}

type Line = (text: string) => Promise<void>

/** Collects lines into parts; each part is stored in a commit of its own, so that nobody waits long for a large backup. */
function partWriter(ports: Ports) {
  const id = ports.random.id('file')
  const all: string[] = []
  let buffer = ''
  let parts = 0
  const flush = async () => {
    const content = buffer
    const part = parts++
    buffer = ''
    all.push(content)
    await ports.store.write((tx) => tx.runs.insertFilePart(id, part, content))
  }
  const line: Line = async (text) => {
    buffer += `${text}\n`
    if (buffer.length >= PART) await flush()
  }
  return {
    id,
    line,
    async end() {
      if (buffer !== '') await flush()
      const content = all.join('')
      return { bytes: new TextEncoder().encode(content).length, sha256: hex(ports, content) }
    },
  }
}

async function* every<T>(list: (cursor: string | undefined) => Promise<Page<T>>): AsyncGenerator<T> {
  for (let cursor: string | undefined; ;) {
    const page = await list(cursor)
    yield* page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

/** A cell of RFC 4180; what a spreadsheet would run is made text (CWE-1236). */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line a member, with a column for each custom field that anybody has (guide statements 5.3, 5.4). */
async function writeDirectory(read: Reads, line: Line): Promise<number> {
  const departments = new Map((await read.members.departments()).map(({ id, name }) => [id, name]))
  const members: Member[] = []
  for await (const member of every((cursor) => read.members.list({ limit: 200, cursor }))) members.push(member)
  const custom = [...new Set(members.flatMap(({ customFields }) => Object.keys(customFields)))].toSorted()
  await line(['id', 'name', 'email', 'department', 'state', 'roles', ...custom].map(cell).join(','))
  for (const { id, name, email, departmentId, state, roles, customFields } of members) {
    const department = departmentId === null ? '' : (departments.get(departmentId) ?? '')
    const own = custom.map((field) => customFields[field] ?? '')
    await line([id, name, email, department, state, roles.join(' '), ...own].map(cell).join(','))
  }
  return members.length
}

/** Everything a company must be able to show afterwards: people, devices, sign-outs, obligations, and the log with its chain. */
async function writeCompany(ports: Ports, line: Line): Promise<number> {
  const { read } = ports.store
  let rows = 0
  const put = async (type: string, value: unknown) => {
    rows += 1
    await line(JSON.stringify({ type, value }))
  }
  await put('organisation', await read.org.get())
  for (const department of await read.members.departments()) await put('department', department)
  for (const state of [undefined, 'removed'] as const)
    for await (const member of every((cursor) => read.members.list({ limit: 200, cursor, state })))
      await put('member', member)
  for await (const device of every((cursor) => read.devices.list({ limit: 200, cursor }))) await put('device', device)
  for await (const signOut of every((cursor) => read.signOuts.list({ limit: 200, cursor })))
    await put('sign-out', signOut)
  for await (const one of every((cursor) => read.obligations.list({ limit: 200, cursor }))) await put('obligation', one)
  await writeLogs(ports, put)
  return rows
}

async function writeLogs(ports: Ports, put: (type: string, value: unknown) => Promise<void>): Promise<void> {
  const { read } = ports.store
  for (let after: string | null = null; ;) {
    const heads = await read.log.heads(after, 200)
    for (const { stream, head } of heads) {
      let hash = ''
      for (let seq = 0; seq < head.seq;) {
        const entries = await read.log.after(stream, seq, 200)
        for (const entry of entries) {
          if (!entryVerifies(hash, entry, ports.hash)) throw new Error(`the log ${stream} does not verify`)
          await put('entry', { ...entry, at: rfc3339(entry.at) })
          hash = entry.hash
          seq = entry.seq
        }
        if (entries.length === 0) break
      }
    }
    const last = heads.at(-1)
    if (heads.length < 200 || !last) return
    after = last.stream
  }
}
