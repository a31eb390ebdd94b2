'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { BatchView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { call } from '#app/_live/call.ts'

/** A batch of more is followed on the board, not device by device. */
const MOST = 50

/** After a forced sign-out: asks its devices to catch up now (guide statement 4.7), and says how many could be asked. */
export function CheckBatch({ id, total }: { id: string; total: number }) {
  const t = useTranslations('adminForce')
  const [said, setSaid] = useState<string | null>(null)
  if (total > MOST) return null
  const check = async () => {
    const batch = await call<BatchView>('GET', `/api/v1/batches/${id}`)
    const ids = batch.ok ? [...new Set(batch.body.signOuts.map(({ device }) => device.id))] : []
    const answers = await Promise.all(
      ids.map((device) => call<{ online: boolean }>('POST', `/api/v1/devices/${device}/check`)),
    )
    const sentence = t('checked', {
      online: answers.filter((answer) => answer.ok && answer.body.online).length,
      n: ids.length,
    })
    setSaid(sentence)
    announce(sentence)
  }
  return (
    <div>
      <p className="sub">{said ?? t('checkHint')}</p>
      {said === null && (
        <button type="button" className="btn small mt-2" onClick={() => void check()}>
          {t('checkNow')}
        </button>
      )}
    </div>
  )
}
