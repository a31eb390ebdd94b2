import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { StepsLine, type Step } from '#app/_components/steps-line.tsx'
import { moment } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type SignOutStepsProps = {
  readonly signOut: SignOutView
  readonly devices: readonly DeviceView[]
  readonly now: number
}

/** What happened to one sign-out, with exact times, and what has not happened yet. Server facts first, then the device's. */
export function SignOutSteps({ signOut, devices, now }: SignOutStepsProps) {
  const t = useTranslations('so')
  const style = useTimeStyle()
  const time = (at: string | null) => (at === null ? null : moment(at, now, style))
  const bold = { b: (words: ReactNode) => <b>{words}</b> }
  const { accessEndedAt, lastAcceptedAt, receivedAt, cleaningAt, confirmedAt, closedAt, state, attempt } = signOut
  const step = (key: string, at: string | null, text: ReactNode, tone?: Step['tone']): Step => ({
    key,
    at,
    time: time(at),
    text,
    ...(tone === undefined ? {} : { tone }),
  })
  const again = attempt > 1 && <span className="dim"> · {t('attempt', { n: attempt })}</span>
  const last: Step =
    state === 'waived'
      ? step('end', closedAt, t.rich('stepWaived', bold), 'closed')
      : state === 'failed'
        ? step(
            'end',
            null,
            <>
              {t.rich('stepFailed', bold)}
              {again}
            </>,
            'bad',
          )
        : step(
            'end',
            confirmedAt,
            confirmedAt === null ? (
              <>
                {t('stepConfirm')}
                {again}
              </>
            ) : (
              t.rich('stepConfirmDone', bold)
            ),
            'done',
          )
  const original = useOriginalStep(signOut, devices)
  return (
    <StepsLine
      steps={[
        step('asked', accessEndedAt, useRequested(signOut), 'wait'),
        step(
          'ended',
          accessEndedAt,
          t.rich('stepEnded', { time: moment(lastAcceptedAt, now, style), ...bold }),
          'wait',
        ),
        ...(original === null ? [] : [step('original', original.at, original.text, original.tone)]),
        step('received', receivedAt, receivedAt === null ? t('stepReceived') : t('stepReceivedDone'), 'work'),
        step('cleaning', cleaningAt, cleaningAt === null ? t('stepCleaning') : t('stepCleaningDone'), 'work'),
        last,
      ]}
    />
  )
}

function useRequested({ by }: SignOutView): string {
  const t = useTranslations('so')
  if (by.kind === 'admin') return t('stepRequestedAdmin')
  if (by.kind === 'system') return t('stepRequestedSystem')
  return by.deviceName === undefined ? t('stepRequestedSelf') : t('stepRequested', { device: by.deviceName })
}

function useOriginalStep(
  { original }: SignOutView,
  devices: readonly DeviceView[],
): { at: string | null; text: string; tone: Step['tone'] & string } | null {
  const t = useTranslations('so')
  const term = useTranslations('term')
  if (original === null) return null
  const name = devices.find(({ id }) => id === original.deviceId)?.name ?? term('originalDevice')
  const { decision, at, reason } = original
  if (decision === 'pending') return { at: null, text: t('stepOriginal', { original: name }), tone: 'original' }
  if (decision === 'approved') return { at, text: t('stepOriginalDone', { original: name }), tone: 'original' }
  if (decision === 'declined')
    return { at, text: t('stepOriginalDeclined', { original: name, reason: reason ?? '–' }), tone: 'bad' }
  return { at, text: t(`stepOriginalSkipped.${decision}`), tone: 'closed' }
}
