'use client'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import type { DeviceKind } from '#domain/device.ts'
import type { DeviceView } from '#protocol/device.ts'
import type { ForceTarget } from './force.ts'
import { ForceDialog } from './force-dialog.tsx'
import { ForceOptions, type ForceOptionsValue } from './force-options.tsx'
import { ReasonField } from './reason-field.tsx'

const CHOICES = {
  all: ['web', 'phone', 'tablet', 'desktop'],
  web: ['web'],
  mobile: ['phone', 'tablet'],
  desktop: ['desktop'],
} as const satisfies Readonly<Record<string, readonly DeviceKind[]>>
type Choice = keyof typeof CHOICES | 'choose'

type ForcePanelProps = { readonly memberId: string; readonly devices: readonly DeviceView[] }

/** Which of a member's devices, why, and then the question with what it would do. */
export function ForcePanel({ memberId, devices }: ForcePanelProps) {
  const t = useTranslations('adminForce')
  const [choice, setChoice] = useState<Choice>('all')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [options, setOptions] = useState<ForceOptionsValue>({})
  const [asking, setAsking] = useState(false)
  const active = devices.filter(({ session }) => session?.state === 'active')
  const ofKinds = (kinds: readonly DeviceKind[]) => active.filter(({ kind }) => kinds.includes(kind)).length
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsking(true)
  }
  const target: ForceTarget =
    choice === 'choose'
      ? { sessions: active.filter(({ id }) => chosen.includes(id)).flatMap(({ session }) => session?.id ?? []) }
      : { members: [memberId], kinds: CHOICES[choice] }
  const choices = (Object.keys(CHOICES) as (keyof typeof CHOICES)[]).filter((name) => ofKinds(CHOICES[name]) > 0)
  const ready = choice === 'choose' ? chosen.length > 0 : ofKinds(CHOICES[choice]) > 0
  return (
    <form className="panel stack" aria-labelledby="force-title" onSubmit={submit}>
      <div>
        <h2 id="force-title">{t('title')}</h2>
        <p className="sub">{active.length === 0 ? t('nothing') : t('body')}</p>
      </div>
      {active.length > 0 && (
        <>
          <fieldset className="stack">
            <legend className="vh">{t('which')}</legend>
            {[...choices, 'choose' as const].map((name) => (
              <label key={name} className="pick">
                <input type="radio" name="which" checked={choice === name} onChange={() => setChoice(name)} />
                <b className="font-normal">
                  {name === 'choose' ? t('choose') : t(name, { n: ofKinds(CHOICES[name]) })}
                </b>
              </label>
            ))}
            {choice === 'choose' && <Chosen devices={active} chosen={chosen} onChange={setChosen} />}
          </fieldset>
          {choice !== 'choose' && <ForceOptions value={options} onChange={setOptions} />}
          <ReasonField value={reason} onChange={setReason} />
          <button type="submit" className="btn main-act" disabled={!ready}>
            {t('next')}
          </button>
        </>
      )}
      {asking && (
        <ForceDialog
          target={target}
          asked={{ reason, options: choice === 'choose' ? {} : options }}
          onClose={() => setAsking(false)}
          onEnded={() => setReason('')}
        />
      )}
    </form>
  )
}

type ChosenProps = {
  readonly devices: readonly DeviceView[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Chosen({ devices, chosen, onChange }: ChosenProps) {
  return devices.map(({ id, name }) => (
    <label key={id} className="tick ml-6">
      <input
        type="checkbox"
        checked={chosen.includes(id)}
        onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
      />
      <b className="font-normal">{name}</b>
    </label>
  ))
}
