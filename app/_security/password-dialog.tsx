'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

type Changed = { readonly batchId: string | null; readonly signedOut: number }

/** A new password: the present one proves the person, and the other devices may be signed out with it. */
export function PasswordDialog({ hasPassword, onClose }: { hasPassword: boolean; onClose: () => void }) {
  const t = useTranslations('security')
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [signOutOthers, setOthers] = useState(true)
  const deed = useDeed<Changed>(() => [
    'POST',
    '/api/v1/password',
    { ...(hasPassword ? { current } : {}), password, signOutOthers },
  ])
  return (
    <DeedDialog
      title={t(hasPassword ? 'passwordTitle' : 'passwordFirst')}
      button={t(hasPassword ? 'passwordButton' : 'passwordFirst')}
      deed={deed}
      onClose={onClose}
      after={deed.result && <Done changed={deed.result} />}
    >
      {hasPassword && (
        <PasswordField
          id="present"
          label={t('present')}
          value={current}
          onChange={setCurrent}
          complete="current-password"
        />
      )}
      <PasswordField
        id="fresh"
        label={t('fresh')}
        value={password}
        onChange={setPassword}
        complete="new-password"
        help={t('freshHelp')}
      />
      <label className="tick">
        <input type="checkbox" checked={signOutOthers} onChange={(event) => setOthers(event.target.checked)} />
        <b>{t('others')}</b>
        <span className="sub">{t('othersHint')}</span>
      </label>
    </DeedDialog>
  )
}

function Done({ changed: { batchId, signedOut } }: { changed: Changed }) {
  const t = useTranslations('security')
  return (
    <div className="stack" role="status">
      <p>{t('passwordDone')}</p>
      {batchId !== null && (
        <p>
          {t('othersEnded', { n: signedOut })} <a href={`/sign-outs/${batchId}`}>{t('watch')}</a>
        </p>
      )}
    </div>
  )
}

type PasswordFieldProps = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly complete: 'current-password' | 'new-password'
  readonly help?: string
}

function PasswordField({ id, label, value, onChange, complete, help }: PasswordFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        className="input"
        id={id}
        type="password"
        autoComplete={complete}
        required
        maxLength={128}
        {...(help === undefined ? {} : { minLength: 8, 'aria-describedby': `${id}-help` })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {help !== undefined && (
        <p id={`${id}-help`} className="sub">
          {help}
        </p>
      )}
    </div>
  )
}
