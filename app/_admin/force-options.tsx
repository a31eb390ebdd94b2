import { useTranslations } from 'next-intl'

export type ForceOptionsValue = { readonly clearCache?: boolean | undefined; readonly unbind?: boolean | undefined }
type ForceOptionsProps = { readonly value: ForceOptionsValue; readonly onChange: (value: ForceOptionsValue) => void }

/** What the devices do beside the standard. Nothing is ticked in advance. */
export function ForceOptions({ value, onChange }: ForceOptionsProps) {
  const t = useTranslations('adminForce')
  return (
    <fieldset className="stack">
      <legend className="vh">{t('options')}</legend>
      {(['clearCache', 'unbind'] as const).map((name) => (
        <label key={name} className="tick">
          <input
            type="checkbox"
            checked={value[name] === true}
            onChange={(event) => onChange({ ...value, [name]: event.target.checked || undefined })}
          />
          <b className="font-normal">{t(name)}</b>
        </label>
      ))}
      <p className="sub">{t('optionsNote')}</p>
    </fieldset>
  )
}
