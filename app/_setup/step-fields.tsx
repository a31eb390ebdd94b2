import { useTranslations } from 'next-intl'
import { Choice } from '#app/_settings/choice.tsx'
import { Inset } from '#app/_components/notice.tsx'
import type { Draft, FieldErrors, Step } from './draft.ts'
import { NumberField, RangeField, SelectField, TextField } from './fields.tsx'

type StepFieldsProps = {
  readonly step: Step
  readonly draft: Draft
  readonly errors: FieldErrors
  readonly zones: readonly string[]
  /** The code comes in the link of the log; who opened the page without it types it. */
  readonly asksCode: boolean
  readonly onChange: (part: Partial<Draft>) => void
}

/** The fields of one step. */
export function StepFields(props: StepFieldsProps) {
  if (props.step === 'language') return <LanguageFields {...props} />
  if (props.step === 'owner') return <OwnerFields {...props} />
  if (props.step === 'company')
    return <TextField name="company" autoComplete="organization" maxLength={200} {...props} />
  if (props.step === 'policy') return <PolicyFields {...props} />
  return <PrivacyFields {...props} />
}

function LanguageFields(props: StepFieldsProps) {
  const t = useTranslations('setup')
  const { draft, errors, asksCode, onChange } = props
  return (
    <>
      <Choice
        legend={t('fields.locale')}
        name="locale"
        value={draft.locale}
        options={[
          { value: 'en', label: 'English', lang: 'en' },
          { value: 'zh-CN', label: '简体中文', lang: 'zh-CN' },
        ]}
        onChoose={(locale) => onChange({ locale })}
      />
      <SelectField name="timeZone" {...props} />
      {(errors.code !== undefined || asksCode) && (
        <TextField name="code" autoComplete="off" maxLength={128} {...props} />
      )}
    </>
  )
}

function OwnerFields(props: StepFieldsProps) {
  return (
    <>
      <TextField name="name" autoComplete="name" maxLength={200} {...props} />
      <TextField name="email" type="email" autoComplete="username" maxLength={320} {...props} />
      <TextField name="password" type="password" autoComplete="new-password" minLength={8} maxLength={128} {...props} />
    </>
  )
}

function PolicyFields(props: StepFieldsProps) {
  return (
    <>
      <NumberField name="limit" min={1} max={100} {...props} />
      <RangeField low="bandLow" high="bandHigh" min={0} max={1440} {...props} />
      <NumberField name="originalMinutes" min={0} max={43_200} {...props} />
      <NumberField name="idleDays" min={1} max={3650} {...props} />
      <NumberField name="webIdleDays" min={1} max={3650} {...props} />
      <RangeField low="reviewLow" high="reviewHigh" min={0} max={60} {...props} />
    </>
  )
}

function PrivacyFields(props: StepFieldsProps) {
  const t = useTranslations('setup')
  return (
    <>
      <NumberField name="ipDays" min={0} max={3650} {...props} />
      <Inset icon="lock">
        <p>{t('privacyNote')}</p>
      </Inset>
      <p className="sub">{t('figuresNote')}</p>
    </>
  )
}

/** There is a company. Its owner is signed in here, and links what they carry. */
export function Done({ signedIn }: { signedIn: boolean }) {
  const t = useTranslations('setup')
  return (
    <div className="stack">
      <Inset tone="done" icon="done">
        <p>{t(signedIn ? 'doneIn' : 'doneOut')}</p>
      </Inset>
      <div className="flex flex-wrap gap-3">
        {signedIn ? (
          <>
            <a className="btn main-act" href="/link">
              {t('linkFirst')}
            </a>
            <a className="btn" href="/devices">
              {t('toDevices')}
            </a>
          </>
        ) : (
          <a className="btn main-act" href="/sign-in">
            {t('toSignIn')}
          </a>
        )}
      </div>
    </div>
  )
}
