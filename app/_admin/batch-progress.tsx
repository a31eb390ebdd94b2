'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import { readBatch, stopBatch, type Batch } from './force.ts'

const LOOK_MS = 1_500

/** How far a batch is. A long one can be left alone or stopped; what is done stays done. */
export function BatchProgress({ start, onClose }: { start: Batch; onClose: () => void }) {
  const t = useTranslations('adminForce')
  const admin = useTranslations('admin')
  const app = useTranslations('app')
  const router = useRouter()
  const [batch, setBatch] = useState(start)
  const runs = batch.state === 'running'
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => void readBatch(start.id).then((now) => now !== null && setBatch(now)), LOOK_MS)
    return () => {
      clearInterval(timer)
      router.refresh()
    }
  }, [runs, start.id, router])
  const { done, failed, total } = batch
  const title = runs ? t('runningTitle') : batch.state === 'stopped' ? t('stoppedTitle') : t('doneTitle')
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          {runs ? (
            <button
              type="button"
              className="btn"
              onClick={() => void stopBatch(start.id).then((now) => now && setBatch(now))}
            >
              {admin('stop')}
            </button>
          ) : (
            <button type="button" className="btn" onClick={onClose}>
              {app('close')}
            </button>
          )}
          <a className="btn main-act" href="/admin/live">
            {t('watch')}
          </a>
        </>
      }
    >
      <div className="stack">
        <progress className="progress" max={Math.max(1, total)} value={done + failed} aria-label={title} />
        <p className="num">
          {runs
            ? t('progress', { done: done + failed, total })
            : batch.state === 'stopped'
              ? t('stoppedBody', { done, total })
              : t('doneBody', { n: done })}
        </p>
        {failed > 0 && <Failures batch={batch} />}
      </div>
    </Dialog>
  )
}

/** Each that was refused, by its code: what remains to be asked of somebody else. */
function Failures({ batch }: { batch: Batch }) {
  const t = useTranslations('adminForce')
  const codes = Map.groupBy(
    batch.outcomes.filter(({ code }) => code === 'forbidden' || code === 'not_found'),
    ({ code }) => (code === 'forbidden' ? ('forbidden' as const) : ('not_found' as const)),
  )
  return (
    <>
      <p className="error">{t('failed', { n: batch.failed })}</p>
      <ul className="outcomes">
        {[...codes].map(([code, some]) => (
          <li key={code}>
            <span>{t(`outcome.${code}`)}</span>
            <span className="num">{some.length}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
