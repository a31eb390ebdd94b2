import { useTranslations } from 'next-intl'
import { DotList } from '#app/_components/row.tsx'
import { ago } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useHolderFacts } from '#app/_gate/holder-row.tsx'
import type { DeviceLimit, Holder } from '#app/_gate/sign-in-here.ts'

type PlaceChoiceProps = {
  readonly limit: DeviceLimit
  /** The approving session: its approval would die with it. */
  readonly own: string
  readonly chosen: string | null
  readonly serverNow: number
  readonly onChoose: (id: string) => void
}

/** No place is free: which device gives its own. None is chosen in advance. */
export function PlaceChoice({ limit, own, chosen, serverNow, onChoose }: PlaceChoiceProps) {
  const t = useTranslations('link')
  return (
    <fieldset className="opts">
      <legend className="mb-3 float-left font-medium">{t('choosePlace', { max: limit.limit })}</legend>
      {limit.sessions
        .filter(({ id }) => id !== own)
        .map((holder) => (
          <Choice
            key={holder.id}
            holder={holder}
            checked={chosen === holder.id}
            serverNow={serverNow}
            onChoose={onChoose}
          />
        ))}
    </fieldset>
  )
}

type ChoiceProps = { holder: Holder; checked: boolean; serverNow: number; onChoose: (id: string) => void }

function Choice({ holder, checked, serverNow, onChoose }: ChoiceProps) {
  const t = useTranslations('devices')
  const { locale } = useTimeStyle()
  const facts = useHolderFacts(holder)
  return (
    <label className="pick">
      <input type="radio" name="replace" required checked={checked} onChange={() => onChoose(holder.id)} />
      <b>{holder.device.name}</b>
      <span className="sub" suppressHydrationWarning>
        <DotList facts={[t('heardAgo', { ago: ago(holder.lastSeenAt, serverNow, locale) }), ...facts]} />
      </span>
    </label>
  )
}
