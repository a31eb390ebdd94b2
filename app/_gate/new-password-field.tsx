import { useTranslations } from 'next-intl'

type NewPasswordFieldProps = { readonly id: string; readonly weak: string | null }

/** A password that is being chosen. `weak`: why the last one was not taken. */
export function NewPasswordField({ id, weak }: NewPasswordFieldProps) {
  const t = useTranslations('signin')
  return (
    <div className="field">
      <label htmlFor={id}>{t('newPassword')}</label>
      <input
        className="input"
        id={id}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        maxLength={128}
        required
        aria-invalid={weak !== null}
        aria-describedby={`${id}-help`}
      />
      <p id={`${id}-help`} className={weak === null ? 'sub' : 'error'} role={weak === null ? undefined : 'alert'}>
        {weak ?? t('newPasswordHelp')}
      </p>
    </div>
  )
}
