import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'
import { clockShort } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type SignOutStateProps = { readonly signOut: SignOutView; readonly devices: readonly DeviceView[] }

/** The state in words: if it waits, it says for whom; if it is late, that stands beside it. */
export function SignOutState({ signOut, devices }: SignOutStateProps) {
  const t = useTranslations('state')
  const so = useTranslations('so')
  const style = useTimeStyle()
  const words = useStateWords()
  const { tone, icon } = lookOf(signOut.state)
  const device = devices.find(({ id }) => id === signOut.device.id)
  const waits = signOut.state === 'waiting' || signOut.state === 'received'
  const offline = waits && device !== undefined && !device.online
  const late = signOut.overdue && isOpen(signOut.state)
  return (
    <>
      {!(late && signOut.state === 'waiting') && (
        <StateLabel tone={tone} icon={icon}>
          {words(signOut, devices)}
        </StateLabel>
      )}
      {late && (
        <StateLabel tone="bad" icon="late">
          {t('overdue')}
        </StateLabel>
      )}
      {signOut.unreachable ? (
        <StateLabel tone="closed" icon="offline">
          {t('unreachable')}
        </StateLabel>
      ) : (
        offline &&
        device.lastSeenAt !== null && (
          <span className="sub" suppressHydrationWarning>
            {so('offlineSince', { time: clockShort(device.lastSeenAt, style) })}
          </span>
        )
      )}
    </>
  )
}

/** The words of a sign-out's state, also for what is announced. */
export function useStateWords(): (signOut: SignOutView, devices: readonly DeviceView[]) => string {
  const t = useTranslations('state')
  return ({ state, original, progress }, devices) => {
    if (state === 'awaiting-original') {
      const device = devices.find(({ id }) => id === original?.deviceId)
      if (device === undefined) return t('awaiting-original')
      return device.current ? t('awaitingThis') : t('awaitingNamed', { original: device.name })
    }
    if (state === 'cleaning' && progress !== null && progress.of > 0) {
      return t('cleaningStep', { done: Math.min(progress.done + 1, progress.of), of: progress.of })
    }
    return t(state)
  }
}
