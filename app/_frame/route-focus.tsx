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
    if (focusTitle()) return
    // The page is still loading: its title comes later, in place of the bones.
    const watcher = new MutationObserver(() => {
      if (focusTitle()) watcher.disconnect()
    })
    watcher.observe(document.body, { childList: true, subtree: true })
    return () => watcher.disconnect()
  }, [path])
  return null
}

function focusTitle(): boolean {
  const title = document.querySelector<HTMLElement>('main:not(:has([aria-busy="true"])) h1')
  title?.focus()
  return title !== null
}
