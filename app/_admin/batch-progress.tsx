'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { CheckDevices } from './check-devices.tsx'
import { devicesOf, readBatch, stopBatch, type Batch, type Found } from './force.ts'
import { nameOf, type Who } from './force-preview.tsx'

const LOOK_MS = 1_500
/** A batch of more is followed on the board, not device by device. */
const MOST_CHECKED = 50

type BatchProgressProps = {
  readonly start: Batch
  /** What was shown before: how each session's device is called. */
  readonly found: Found
  readonly who: Who
  readonly onClose: () => void
}

/** How far a batch is. A long one can be left alone or stopped; what is done stays done. */
export function BatchProgress({ start, found, who, onClose }: BatchProgressProps) {
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
  const sayEnd = useEffectEvent(() =>
    announce(batch.state === 'stopped' ? t('stoppedBody', { done, total }) : t('doneBody', { n: done })),
  )
  useEffect(() => {
    if (!runs) sayEnd()
  }, [runs])
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
        {failed > 0 && <p className="error">{t('failed', { n: failed })}</p>}
        {!runs && done > 0 && total <= MOST_CHECKED && <CheckDevices find={() => devicesOf(start.id)} />}
        <Outcomes batch={batch} found={found} who={who} />
      </div>
    </Dialog>
  )
}

const CODES = ['done', 'already_ended', 'forbidden', 'not_found'] as const
const SHOWN = 100

/** What became of each, those that were refused first: they remain to be asked of somebody else. */
function Outcomes({ batch, found, who }: Omit<BatchProgressProps, 'start' | 'onClose'> & { readonly batch: Batch }) {
  const t = useTranslations('adminForce')
  const devices = new Map(found.preview.sessions.map(({ id, device }) => [id, device.name]))
  const refused = ({ code }: Batch['outcomes'][number]) => code === 'forbidden' || code === 'not_found'
  const inOrder = batch.outcomes.toSorted((a, b) => Number(refused(b)) - Number(refused(a)))
  return (
    <ul className="outcomes">
      {inOrder.slice(0, SHOWN).map((outcome) => {
        const code = CODES.find((known) => known === outcome.code) ?? 'done'
        const bad = refused(outcome)
        return (
          <li key={outcome.sessionId}>
            <span>{nameOf(who, outcome.memberId, devices.get(outcome.sessionId ?? '') ?? t('someDevice'))}</span>
            <StateLabel tone={bad ? 'bad' : 'closed'} icon={bad ? 'bad' : 'ended'}>
              {t(`outcome.${code}`)}
            </StateLabel>
          </li>
        )
      })}
      {inOrder.length > SHOWN && (
        <li>
          <span className="dim">{t('andMore', { n: inOrder.length - SHOWN })}</span>
        </li>
      )}
    </ul>
  )
}
