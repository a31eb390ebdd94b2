'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { call } from '#app/_live/call.ts'

/** After a forced sign-out or a clearing: asks its devices to catch up now (guide statement 4.7), and says how many could be asked. */
export function CheckDevices({ find }: { find: () => Promise<readonly string[]> }) {
  const t = useTranslations('admin.checkDevices')
  const [said, setSaid] = useState<string | null>(null)
  const check = async () => {
    const ids = [...new Set(await find())]
    const answers = await Promise.all(
      ids.map((device) => call<{ online: boolean }>('POST', `/api/v1/devices/${device}/check`)),
    )
    const sentence = t('said', {
      online: answers.filter((answer) => answer.ok && answer.body.online).length,
      n: ids.length,
    })
    setSaid(sentence)
    announce(sentence)
  }
  return (
    <div>
      <p className="sub">{said ?? t('hint')}</p>
      {said === null && (
        <button type="button" className="btn small mt-2" onClick={() => void check()}>
          {t('now')}
        </button>
      )}
    </div>
  )
}
