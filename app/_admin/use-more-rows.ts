import { useEffect, useRef, useState, type RefObject } from 'react'
import { call } from '#app/_live/call.ts'

type Page<Row> = { readonly items: readonly Row[]; readonly nextCursor: string | null }
export type MoreRows<Row> = {
  readonly rows: readonly Row[]
  /** Where the following page begins; null at the end. */
  readonly nextCursor: string | null
  /** For what stands below the last row: when it comes near the window, the following page is read. */
  readonly below: RefObject<HTMLAnchorElement | null>
}

/** The rows of a list's first page and of those that follow, read as they come into view. `path` is the API's, with its filters. */
export function useMoreRows<Row extends { readonly id: string }>(first: Page<Row>, path: string): MoreRows<Row> {
  const [more, setMore] = useState<Page<Row> & { readonly path: string }>({ ...first, items: [], path })
  const own = more.path === path ? more : { ...first, items: [], path }
  const shown = new Set(first.items.map(({ id }) => id))
  const rows = [...first.items, ...own.items.filter(({ id }) => !shown.has(id))]
  const nextCursor = own.items.length === 0 ? first.nextCursor : own.nextCursor
  const below = useRef<HTMLAnchorElement>(null)
  const reading = useRef(false)

  useEffect(() => {
    const { current } = below
    if (current === null || nextCursor === null) return
    const read = async () => {
      if (reading.current) return
      reading.current = true
      const joint = path.includes('?') ? '&' : '?'
      const answer = await call<Page<Row>>('GET', `${path}${joint}limit=200&cursor=${encodeURIComponent(nextCursor)}`)
      reading.current = false
      if (!answer.ok) return
      const { items, nextCursor: next } = answer.body
      setMore((before) => ({
        items: [...(before.path === path ? before.items : []), ...items],
        nextCursor: next,
        path,
      }))
    }
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) void read()
      },
      { rootMargin: '600px' },
    )
    watch.observe(current)
    return () => watch.disconnect()
  }, [nextCursor, path])
  return { rows, nextCursor, below }
}
