'use client'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** After a navigation the focus goes to the new page's title, so that a screen reader hears where it is (ux.md, part 2, Focus). */
export function RouteFocus() {
  const path = usePathname()
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    document.querySelector<HTMLElement>('main h1')?.focus()
  }, [path])
  return null
}
