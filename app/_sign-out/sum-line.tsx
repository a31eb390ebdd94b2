import { useTranslations } from 'next-intl'
import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { lookOf } from '#app/_components/sign-out-look.ts'
import { StateLabel } from '#app/_components/state-label.tsx'

/** How many are where, what needs attention last and red. */
export function SumLine({ signOuts, devices }: { signOuts: readonly SignOutView[]; devices: readonly DeviceView[] }) {
  const t = useTranslations('so')
  const own = devices.find(({ current }) => current)?.id
  const count = (state: SignOutView['state']) => signOuts.filter((signOut) => signOut.state === state).length
  const awaiting = signOuts.filter(({ state }) => state === 'awaiting-original')
  const here = awaiting.filter(({ original }) => original?.deviceId === own).length
  const late = signOuts.filter(({ overdue, state }) => overdue && isOpen(state)).length
  const lines = [
    { state: 'confirmed', n: count('confirmed'), text: 'sumConfirmed' },
    { state: 'cleaning', n: count('cleaning'), text: 'sumCleaning' },
    { state: 'received', n: count('received'), text: 'sumReceived' },
    { state: 'awaiting-original', n: here, text: 'sumThis' },
    { state: 'awaiting-original', n: awaiting.length - here, text: 'sumOriginal' },
    { state: 'waiting', n: count('waiting'), text: 'sumWaiting' },
    { state: 'failed', n: count('failed'), text: 'sumFailed' },
    { state: 'declined', n: count('declined'), text: 'sumDeclined' },
    { state: 'waived', n: count('waived'), text: 'sumWaived' },
  ] as const
  return (
    <div className="sum mb-4">
      {lines
        .filter(({ n }) => n > 0)
        .map(({ state, n, text }) => (
          <StateLabel key={text} tone={lookOf(state).tone} icon={lookOf(state).icon}>
            {t(text, { n })}
          </StateLabel>
        ))}
      {late > 0 && (
        <StateLabel tone="bad" icon="late">
          {t('sumOverdue', { n: late })}
        </StateLabel>
      )}
    </div>
  )
}
