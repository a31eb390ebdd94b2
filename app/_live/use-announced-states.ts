import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { alarm, announce } from '#app/_components/announcer.tsx'
import { useStateWords } from '#app/_sign-out/sign-out-state.tsx'
import type { Shown } from './reduce.ts'

/** Says each change of a sign-out's state; only changes, never what was there when the page opened. */
export function useAnnouncedStates({ list, signOuts }: Shown): void {
  const t = useTranslations('so')
  const words = useStateWords()
  const before = useRef<ReadonlyMap<string, string> | null>(null)
  useEffect(() => {
    const known = before.current
    before.current = new Map(signOuts.map(({ id, state }) => [id, state]))
    if (known === null) return
    const changed = signOuts.filter(({ id, state }) => known.has(id) && known.get(id) !== state)
    for (const signOut of changed) {
      const say = signOut.state === 'failed' || signOut.state === 'declined' ? alarm : announce
      say(t('announceState', { device: signOut.device.name, state: words(signOut, list.devices) }))
    }
    const batch = signOuts.filter(({ batchId }) => batchId === changed[0]?.batchId)
    const done = batch.filter(({ state }) => state === 'confirmed').length
    if (batch.length > 1 && changed.some(({ state }) => state === 'confirmed'))
      announce(t('announceBatch', { done, total: batch.length }))
  }, [signOuts, list.devices, t, words])
}
