import { useCallback, useState } from 'react'

export type Selection = {
  readonly chosen: ReadonlySet<string>
  readonly toggle: (id: string) => void
  readonly set: (ids: readonly string[]) => void
  readonly clear: () => void
}

/** Which rows are ticked. */
export function useSelection(): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => {
    setChosen((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  }, [])
  const set = useCallback((ids: readonly string[]) => setChosen(new Set(ids)), [])
  const clear = useCallback(() => setChosen((before) => (before.size === 0 ? before : new Set())), [])
  return { chosen, toggle, set, clear }
}
