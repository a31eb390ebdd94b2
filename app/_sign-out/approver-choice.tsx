import { useLocale, useTranslations } from 'next-intl'
import { Inset } from '#app/_components/notice.tsx'
import { Pick } from './option-fields.tsx'
import type { Named } from './request-sign-out.ts'

type ApproverChoiceProps = {
  readonly devices: readonly Named[]
  readonly choices: readonly Named[]
  readonly chosen: string | null | undefined
  readonly onChoose: (id: string | null) => void
}

/** The original is about to go: who confirms from now on for the devices that it linked (mission.md, rule 3). */
export function ApproverChoice({ devices, choices, chosen, onChoose }: ApproverChoiceProps) {
  const t = useTranslations('so')
  const locale = useLocale()
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(devices.map(({ name }) => name))
  return (
    <div className="stack">
      <Inset tone="original" icon="original">
        <p>{t('originalWarns', { n: devices.length })}</p>
        {names !== '' && <p className="sub">{t('originalFor', { names })}</p>}
      </Inset>
      <fieldset className="choice">
        <legend className="font-medium text-sm mb-2">{t('approver')}</legend>
        {choices.map(({ id, name }) => (
          <Pick key={id} name="approver" checked={chosen === id} onPick={() => onChoose(id)} label={name} />
        ))}
        <Pick name="approver" checked={chosen === null} onPick={() => onChoose(null)} label={t('nobody')} />
      </fieldset>
    </div>
  )
}
