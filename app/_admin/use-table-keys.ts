import { focusSearch, singleKeysOn } from './single-keys.ts'
import { usePressed } from './use-pressed.ts'

export type TableKeys = {
  readonly select: (id: string) => void
  /** End access, for what is selected or else for this row. */
  readonly end: (id: string | null) => void
  readonly check?: (id: string | null) => void
  readonly clear: () => void
}

/** The keys of a list whose rows are `tr[data-id]`: the same as on the live board (ux.md, part 2, Keyboard). */
export function useTableKeys(keys: TableKeys): void {
  usePressed((event) => meaning(event, keys))
}

function meaning(event: KeyboardEvent, keys: TableKeys): (() => void) | null {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-id]') : null
  const id = row?.dataset.id ?? null
  const onRow = row !== null && event.target === row
  const of = (run: (id: string) => void) => () => (id === null ? undefined : run(id))
  if (event.key === 'Escape') return keys.clear
  if (onRow && event.key === 'ArrowDown') return () => move(row, 1)
  if (onRow && event.key === 'ArrowUp') return () => move(row, -1)
  if (onRow && event.key === 'Enter') return () => row.querySelector('a')?.click()
  if (onRow && event.key === ' ') return of(keys.select)
  if (!singleKeysOn()) return null
  const letters: Readonly<Record<string, () => void>> = {
    '/': focusSearch,
    j: () => move(row, 1),
    k: () => move(row, -1),
    x: of(keys.select),
    e: () => keys.end(id),
    ...(keys.check === undefined ? {} : { r: () => keys.check?.(id) }),
  }
  return letters[event.key] ?? null
}

function move(from: HTMLElement | null, by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-id]')]
  const at = from === null ? -1 : rows.indexOf(from)
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus()
}
