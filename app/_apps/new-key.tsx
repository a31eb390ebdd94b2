'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { KEY_SCOPES, type KeyScope } from '#domain/integration.ts'
import type { KeyView } from '#protocol/key.ts'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { SecretLine } from '#app/_admin/secret-line.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

const DAYS = [30, 90, 365] as const
const DAY_MS = 24 * 60 * 60_000
type Created = KeyView & { readonly secret: string }

/** Makes a key. Its secret is shown once, and to nobody else. */
export function NewKey() {
  const t = useTranslations('apps')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="btn main-act" onClick={() => setOpen(true)}>
        {t('add')}
      </button>
      {open && <NewKeyDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('apps')
  const id = useId()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly KeyScope[]>([])
  const [days, setDays] = useState<number>(90)
  const deed = useDeed<Created>(() => [
    'POST',
    '/api/v1/admin/keys',
    { name, scopes, expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() },
  ])
  const made = deed.result
  return (
    <DeedDialog
      title={made === null ? t('addTitle') : t('madeTitle', { name: made.name })}
      button={t('addButton')}
      deed={deed}
      onClose={onClose}
      after={made && <Made made={made} />}
    >
      <p className="sub">{t('addBody')}</p>
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('name')}</label>
        <input
          id={`${id}-name`}
          className="input"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <fieldset className="stack">
        <legend className="lab">{t('scopes')}</legend>
        {KEY_SCOPES.map((scope) => (
          <label key={scope} className="tick">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) =>
                setScopes(KEY_SCOPES.filter((one) => (one === scope ? event.target.checked : scopes.includes(one))))
              }
            />
            <b className="font-normal">{t(`scope.${scope}`)}</b>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-days`}>{t('days')}</label>
        <select
          id={`${id}-days`}
          className="input"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {DAYS.map((n) => (
            <option key={n} value={n}>
              {t('daysN', { n })}
            </option>
          ))}
        </select>
      </div>
    </DeedDialog>
  )
}

function Made({ made }: { made: Created }) {
  const t = useTranslations('apps')
  const style = useTimeStyle()
  return (
    <div className="stack">
      <p>{t('madeBody', { at: dateTime(made.expiresAt, style) })}</p>
      <SecretLine text={made.secret} />
    </div>
  )
}
