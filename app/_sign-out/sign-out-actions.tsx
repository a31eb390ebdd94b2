'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { announce } from '#app/_components/announcer.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'

type SignOutActionsProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly take: (signOuts: readonly SignOutView[]) => void
}

/** The one thing that can be done now about a sign-out: review it, remind, check, try again, or read its receipt. */
export function SignOutActions({ signOut, devices, take }: SignOutActionsProps) {
  const t = useTranslations()
  const text = useProblemText()
  const [problem, setProblem] = useState<string | null>(null)
  const { id, state, device, original } = signOut
  const approver = devices.find((d) => d.id === original?.deviceId)

  const post = async (verb: 'remind' | 'retry', said: string) => {
    const answer = await call<SignOutView>('POST', `/api/v1/sign-outs/${id}/${verb}`)
    if (answer.ok) {
      take([answer.body])
      announce(said)
    }
    setProblem(
      answer.ok
        ? null
        : answer.problem.code === 'too_soon' || answer.problem.status === 429
          ? t('so.tooSoon')
          : text(answer.problem),
    )
  }
  const check = async () => {
    const answer = await call<{ online: boolean }>('POST', `/api/v1/devices/${device.id}/check`)
    if (answer.ok) announce(t(answer.body.online ? 'devices.checked' : 'devices.checkedOffline', { name: device.name }))
    setProblem(
      answer.ok ? (answer.body.online ? null : t('so.offline', { device: device.name })) : text(answer.problem),
    )
  }
  const button = (label: string, run: () => Promise<void>) => (
    <button type="button" className="btn small" onClick={() => void run()}>
      {label}
      <span className="vh"> {device.name}</span>
    </button>
  )
  return (
    <>
      {(state === 'confirmed' || state === 'waived') && (
        <a
          className="btn text small"
          href={`/sign-outs/${id}/receipt`}
          aria-label={t('devices.receiptOf', { name: device.name })}
        >
          {t('devices.receipt')}
        </a>
      )}
      {state === 'awaiting-original' &&
        (approver?.current === true ? (
          <a className="btn small main-act" href={`/approvals/${id}`}>
            {t('devices.review')}
            <span className="vh"> {device.name}</span>
          </a>
        ) : (
          button(t('so.remind'), () =>
            post('remind', t('so.reminded', { original: approver?.name ?? t('term.originalDevice') })),
          )
        ))}
      {state === 'declined' &&
        button(t('so.askAgain'), () =>
          post('remind', t('so.reminded', { original: approver?.name ?? t('term.originalDevice') })),
        )}
      {state === 'failed' && button(t('so.retry'), () => post('retry', t('so.retried', { device: device.name })))}
      {(state === 'waiting' || state === 'received' || state === 'cleaning') && button(t('term.checkNow'), check)}
      {problem !== null && (
        <span className="sub said" role="alert">
          {problem}
        </span>
      )}
    </>
  )
}
