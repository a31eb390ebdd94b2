import { useEffect, useRef, useState } from 'react'
import type { LiveView } from '#protocol/admin.ts'
import { call } from '#app/_live/call.ts'
import { useLiveStore } from '#app/_live/live-provider.tsx'
import { boardOf, settled, withChanged, withFirstPage, withNextPage, type Board } from './board.ts'
import { apiQuery, type LiveFilters } from './live-filters.ts'
import { useTopic } from './use-topic.ts'

/** However often it changes, the board is read at most this often; and this often when nothing is heard, because time alone makes overdue. */
const EVERY_MS = 1_000

/** How long to wait so that reads are this far apart, in milliseconds. */
const untilNext = (at: number) => Math.max(0, at + EVERY_MS - performance.now())
const IDLE_MS = 30_000
const PAGE = '200'

export type BoardControls = {
  readonly board: Board
  /** Changes that wait because the board is paused. */
  readonly missed: number
  readonly apply: () => void
  readonly more: () => void
}

type Reading = { readonly filters: LiveFilters; readonly still: boolean; readonly paused: boolean }

/** The rows of the live board, kept as the server has them. `still`: somebody's pointer or focus is in the list, so nothing may jump. */
export function useBoard(initial: LiveView, reading: Reading): BoardControls {
  const store = useLiveStore()
  const [board, setBoard] = useState(() => boardOf(initial))
  const [missed, setMissed] = useState(0)
  const now = useRef({ reading, board })
  useEffect(() => {
    now.current = { reading, board }
  })
  useEffect(() => setBoard(boardOf(initial)), [initial])
  const run = useRef({ changed: new Set<string>(), busy: false, loading: false, at: 0, timer: null as Timer | null })

  const read = async (): Promise<boolean> => {
    const { filters } = now.current.reading
    const changed = [...run.current.changed]
    run.current.changed.clear()
    const answer = await live(filters, { limit: PAGE })
    if (answer === null || now.current.reading.filters !== filters) return answer !== null
    const inFirst = new Set(answer.signOuts.map(({ id }) => id))
    const below = changed.filter((id) => !inFirst.has(id) && now.current.board.rows.has(id)).slice(0, 200)
    const rest = below.length === 0 ? null : await live({}, { ids: below.join(), limit: PAGE })
    setBoard((before) => withChanged(withFirstPage(before, answer, now.current.reading.still), rest?.signOuts ?? []))
    setMissed(0)
    return true
  }
  const soon = () => {
    const { current } = run
    if (current.timer !== null || current.busy || now.current.reading.paused) return
    current.timer = setTimeout(() => {
      Object.assign(current, { timer: null, busy: true })
      void read().finally(() => {
        Object.assign(current, { busy: false, at: performance.now() })
        if (current.changed.size > 0) soon()
      })
    }, untilNext(current.at))
  }
  const heard = useRef(soon)
  useEffect(() => {
    heard.current = soon
  })
  useTopic('board', {
    changed: (ids) => {
      for (const id of ids) run.current.changed.add(id)
      if (reading.paused) setMissed(run.current.changed.size)
      else soon()
    },
  })
  useEffect(() => {
    const { current } = run
    const again = () => (now.current.reading.paused ? Promise.resolve(true) : read())
    const stop = store.follow({ entries: () => {}, now: () => {}, refetch: again })
    const timer = setInterval(() => heard.current(), IDLE_MS)
    return () => {
      stop()
      clearInterval(timer)
      if (current.timer !== null) clearTimeout(current.timer)
      current.timer = null
    }
    // `read` reads through refs: one subscription serves the page's life.
  }, [store])
  useEffect(() => {
    if (!reading.paused) heard.current()
  }, [reading.paused])

  const more = () => {
    const cursor = board.nextCursor
    if (cursor === null || run.current.loading) return
    run.current.loading = true
    void live(reading.filters, { cursor, limit: PAGE }).then((answer) => {
      run.current.loading = false
      if (answer !== null && now.current.board.nextCursor === cursor) setBoard((before) => withNextPage(before, answer))
    })
  }
  return { board, missed, apply: () => setBoard(settled), more }
}

type Timer = ReturnType<typeof setTimeout>

async function live(filters: LiveFilters, more: Readonly<Record<string, string>>): Promise<LiveView | null> {
  const answer = await call<LiveView>('GET', `/api/v1/admin/live${apiQuery(filters, more)}`)
  return answer.ok ? answer.body : null
}
