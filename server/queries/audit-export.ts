import { auditShown } from './admin.ts'
import type { Ports } from '../commands/ports.ts'

const CHUNK = 500
const COLUMNS = ['stream', 'seq', 'at', 'type', 'data', 'dataHash', 'hash'] as const

/** The whole log, stream by stream, as it can be verified again. Read in chunks. */
export async function exportAudit(ports: Ports, format: 'csv' | 'jsonl'): Promise<string> {
  const lines = format === 'csv' ? [COLUMNS.join(',')] : []
  const line = format === 'csv' ? csvLine : (entry: ReturnType<typeof auditShown>) => JSON.stringify(entry)
  for (let after: string | null = null; ;) {
    const heads = await ports.store.read.log.heads(after, CHUNK)
    for (const { stream, head } of heads)
      await exportStream(ports, stream, head.seq, (entry) => lines.push(line(entry)))
    const last = heads.at(-1)
    if (heads.length < CHUNK || !last) return `${lines.join('\n')}\n`
    after = last.stream
  }
}

async function exportStream(
  ports: Ports,
  stream: string,
  head: number,
  add: (entry: ReturnType<typeof auditShown>) => void,
): Promise<void> {
  for (let seq = 0; seq < head;) {
    const chunk = await ports.store.read.log.after(stream, seq, CHUNK)
    for (const entry of chunk) add(auditShown(entry))
    const last = chunk.at(-1)
    if (!last) return
    seq = last.seq
  }
}

function csvLine(entry: ReturnType<typeof auditShown>): string {
  return COLUMNS.map((column) => cell(column === 'data' ? JSON.stringify(entry.data) : String(entry[column]))).join(',')
}

/** A cell that no spreadsheet takes for a formula (OWASP, CSV injection), quoted as RFC 4180 has it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
