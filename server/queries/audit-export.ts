import type { Entry } from '#domain/log.ts'
import type { AuditFilter } from '#domain/store.ts'
import type { Ports } from '../commands/ports.ts'
import { auditShown } from './admin.ts'

const CHUNK = 500
const COLUMNS = ['stream', 'seq', 'at', 'type', 'data', 'dataHash', 'hash'] as const
type Shown = ReturnType<typeof auditShown>
export type ExportFilter = Pick<AuditFilter, 'streams' | 'types' | 'from' | 'to'>

/**
 * The log as a file, a piece at a time, never all of it in memory: without a filter stream by stream, as it can be verified again; with one
 * the entries that fit, newest first, as the page shows them.
 */
export async function* exportAudit(
  ports: Ports,
  format: 'csv' | 'jsonl',
  filter: ExportFilter,
): AsyncGenerator<string, void, undefined> {
  if (format === 'csv') yield `${COLUMNS.join(',')}\n`
  const line = format === 'csv' ? csvLine : (entry: Shown) => JSON.stringify(entry)
  const filtered = Object.values(filter).some((value) => value !== undefined)
  for await (const entries of filtered ? fitting(ports, filter) : everyStream(ports))
    yield entries.map((entry) => `${line(auditShown(entry))}\n`).join('')
}

async function* fitting(ports: Ports, filter: ExportFilter): AsyncGenerator<readonly Entry[], void, undefined> {
  for (let cursor: string | undefined; ;) {
    const page = await ports.store.read.log.audit({ ...filter, cursor, limit: CHUNK })
    if (page.items.length > 0) yield page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

async function* everyStream(ports: Ports): AsyncGenerator<readonly Entry[], void, undefined> {
  for (let after: string | null = null; ;) {
    const heads = await ports.store.read.log.heads(after, CHUNK)
    for (const { stream, head } of heads) yield* oneStream(ports, stream, head.seq)
    const last = heads.at(-1)
    if (heads.length < CHUNK || !last) return
    after = last.stream
  }
}

async function* oneStream(
  ports: Ports,
  stream: string,
  head: number,
): AsyncGenerator<readonly Entry[], void, undefined> {
  for (let seq = 0; seq < head;) {
    const chunk = await ports.store.read.log.after(stream, seq, CHUNK)
    const last = chunk.at(-1)
    if (!last) return
    yield chunk
    seq = last.seq
  }
}

function csvLine(entry: Shown): string {
  return COLUMNS.map((column) => cell(column === 'data' ? JSON.stringify(entry.data) : String(entry[column]))).join(',')
}

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection), quoted as RFC 4180 has it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
