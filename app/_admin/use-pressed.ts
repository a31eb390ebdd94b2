import { useEffect, useRef } from 'react'
import { isField, isTaken } from './single-keys.ts'

/** Hears every key that no field and no dialog takes. `meaning` says what one does now, or null for nothing. */
export function usePressed(meaning: (event: KeyboardEvent) => (() => void) | null): void {
  const latest = useRef(meaning)
  useEffect(() => {
    latest.current = meaning
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTaken(event) || isField(event.target)) return
      const run = latest.current(event)
      if (run === null) return
      event.preventDefault()
      run()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
