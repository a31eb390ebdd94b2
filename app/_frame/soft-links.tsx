'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * Turns ordinary links between our pages into navigations that keep the frame, and with it the live connection. One listener instead of
 * a component for each link: the pages stay within their budget of JavaScript, and every link works before any of it has loaded.
 */
export function SoftLinks() {
  const router = useRouter()
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || event.defaultPrevented || event.button !== 0 || !isSoft(link, event)) return
      event.preventDefault()
      router.push(link.pathname + link.search + link.hash)
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  return null
}

function isSoft(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  if (link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return false
  const samePage = link.pathname === location.pathname && link.search === location.search
  return !samePage && !/^\/(api|oauth|\.well-known)\//.test(link.pathname)
}
