import { focusSearch, singleKeysOn } from './single-keys.ts'
import { usePressed } from './use-pressed.ts'

export type BoardKeys = {
  readonly move: (by: 1 | -1) => void
  readonly select: () => void
  readonly open: () => void
  readonly end: () => void
  readonly check: () => void
  readonly pause: () => void
  readonly clear: () => void
}

/** `/` search, `j` `k` or the arrows between rows, `x` select, Enter open, `e` end access, `r` check now, `p` pause, Escape clear (ux.md, part 2, Keyboard). */
export function useBoardKeys(keys: BoardKeys): void {
  usePressed((event) => meaning(event, keys))
}

function meaning(event: KeyboardEvent, keys: BoardKeys): (() => void) | null {
  const target = event.target instanceof Element ? event.target : null
  const onRow = target?.matches('tr[data-id]') === true
  if (event.key === 'Escape') return keys.clear
  if (onRow && event.key === 'ArrowDown') return () => keys.move(1)
  if (onRow && event.key === 'ArrowUp') return () => keys.move(-1)
  if (onRow && event.key === 'Enter') return keys.open
  if (onRow && event.key === ' ') return keys.select
  if (!singleKeysOn()) return null
  const letters: Readonly<Record<string, () => void>> = {
    '/': focusSearch,
    j: () => keys.move(1),
    k: () => keys.move(-1),
    x: keys.select,
    e: keys.end,
    r: keys.check,
    p: keys.pause,
  }
  return letters[event.key] ?? null
}
