'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

/** Begins the closing: only with the organisation's name typed in full. */
export function BeginPanel({ company }: { company: string }) {
  const t = useTranslations('closing')
  const [open, setOpen] = useState(false)
  return (
    <div className="panel stack">
      <p>{t('intro')}</p>
      <div>
        <button type="button" className="btn main-act" onClick={() => setOpen(true)}>
          {t('begin')}
        </button>
      </div>
      {open && <BeginDialog company={company} onClose={() => setOpen(false)} />}
    </div>
  )
}

function BeginDialog({ company, onClose }: { company: string; onClose: () => void }) {
  const t = useTranslations('closing')
  const [companyName, setName] = useState('')
  const deed = useDeed<unknown>(() => ['POST', '/api/v1/admin/runs', { kind: 'closing', companyName }], onClose)
  return (
    <DeedDialog title={t('beginTitle', { company })} button={t('begin')} deed={deed} onClose={onClose}>
      <p>{t('beginBody')}</p>
      <NameField company={company} value={companyName} onChange={setName} />
    </DeedDialog>
  )
}

type NameFieldProps = {
  readonly company: string
  readonly value: string
  readonly onChange: (name: string) => void
}

/** The organisation's name, typed: nobody closes a company by a slip. The server compares it. */
export function NameField({ company, value, onChange }: NameFieldProps) {
  const t = useTranslations('closing')
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('nameLabel', { company })}</label>
      <input
        id={id}
        className="input"
        required
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
