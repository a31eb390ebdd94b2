import { useRef, useState } from 'react'
import { arrange, movedRows, sameArrangement, type Arrangement } from './arrange.ts'
import type { Shown } from './reduce.ts'

export type Arranged = {
  readonly rows: Arrangement
  /** Rows that wait to be moved while the pointer or the focus is in the list. */
  readonly updates: number
  readonly apply: () => void
  /** For the list's outermost element: while one of these is inside, nothing jumps. */
  readonly hold: {
    readonly onPointerEnter: () => void
    readonly onPointerLeave: () => void
    readonly onFocus: () => void
    readonly onBlur: (event: { currentTarget: Element; relatedTarget: EventTarget | null }) => void
  }
}

/** Ordering never jumps while pointer or focus is in the list (ux.md, part 2). What a row says still changes in place. */
export function useArrangement(shown: Shown): Arranged {
  const [rows, setRows] = useState(() => arrange(shown, null))
  const inside = useRef({ pointer: false, focus: false })
  const [held, setHeld] = useState(false)
  const [release, setRelease] = useState(false)
  const next = arrange(shown, rows)
  const differs = !sameArrangement(rows, next)
  if (differs && (!held || release)) setRows(next)
  if (release) setRelease(false)
  const settle = () => setHeld(inside.current.pointer || inside.current.focus)
  return {
    rows,
    updates: differs && held ? movedRows(rows, next) : 0,
    apply: () => setRelease(true),
    hold: {
      onPointerEnter: () => ((inside.current.pointer = true), settle()),
      onPointerLeave: () => ((inside.current.pointer = false), settle()),
      onFocus: () => ((inside.current.focus = true), settle()),
      onBlur: ({ currentTarget, relatedTarget }) => {
        inside.current.focus = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
        settle()
      },
    },
  }
}
