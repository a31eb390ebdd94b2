import { useEffect } from 'react'

/** How often the server is asked for while nobody does anything. */
const ASK_EVERY_MS = 5_000

/** The page that was wanted; without a network it leads back here. */
export function goOn(): void {
  const wanted = location.hash.slice(1)
  location.replace(/^\/(?!\/)[\w/-]*$/.test(wanted) ? wanted : '/devices')
}

/** Goes on by itself once the server answers: a network that is there again may not carry yet, and a server may have been down. */
export function useWayBack(): void {
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
      if (answer?.ok === true) goOn()
    }
    const timer = setInterval(() => void ask(), ASK_EVERY_MS)
    const now = () => void ask()
    addEventListener('online', now)
    return () => {
      clearInterval(timer)
      removeEventListener('online', now)
    }
  }, [])
}
