import { useEffect, useState } from 'react'
import type { AdminMember } from '#protocol/admin.ts'
import { call } from '#app/_live/call.ts'

/** Where the palette can go. `href` null: the list of keys. */
export type Choice = {
  readonly key: string
  readonly label: string
  readonly more: string | null
  readonly href: string | null
}

/** Those whose label has every word that was typed, in any order. */
export function fitting(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return choices.filter(({ label }) => words.every((word) => label.toLocaleLowerCase().includes(word)))
}

const TYPING_MS = 150

/** The first members that the server finds by name, pinyin or e-mail, a moment after typing. */
export function useMembersFound(query: string): readonly Choice[] {
  const [found, setFound] = useState<{ query: string; choices: readonly Choice[] }>({ query: '', choices: [] })
  const wanted = query.trim()
  useEffect(() => {
    if (wanted === '') return
    let late = false
    const timer = setTimeout(() => {
      const path = `/api/v1/admin/members?limit=6&query=${encodeURIComponent(wanted)}`
      void call<{ items: readonly AdminMember[] }>('GET', path).then((answer) => {
        if (late || !answer.ok) return
        const choices = answer.body.items.map(({ id, name, email }) => ({
          key: id,
          label: name,
          more: email,
          href: `/admin/members/${id}`,
        }))
        setFound({ query: wanted, choices })
      })
    }, TYPING_MS)
    return () => {
      late = true
      clearTimeout(timer)
    }
  }, [wanted])
  return wanted === '' ? [] : found.choices
}
