import type { ProcessTable } from './process-table.ts'

/** One look serves whoever asks within `ms`: on macOS and Windows each starts a program. Not for ending processes. */
export function oneLook(table: ProcessTable, ms: number, now: () => number = () => performance.now()): ProcessTable {
  let last: { readonly at: number; readonly seen: ReturnType<ProcessTable> } | null = null
  return () => {
    if (last === null || now() - last.at >= ms) last = { at: now(), seen: table() }
    return last.seen
  }
}
