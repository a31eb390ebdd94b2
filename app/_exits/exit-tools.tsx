'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ExitsData } from '#app/_data/exits.ts'
import { ImportDuties } from '#app/_import/import-duties.tsx'
import { StartDialog } from './start-dialog.tsx'

/** What can be done on the page of procedures: start one, edit the templates, close the organisation. */
export function ExitTools({ rights, start }: Pick<ExitsData, 'rights' | 'start'>) {
  const t = useTranslations('exits')
  const router = useRouter()
  const [open, setOpen] = useState(start !== null)
  const close = () => {
    setOpen(false)
    if (start !== null) router.replace('/admin/exits')
  }
  return (
    <div className="push wide-s buttons flex-wrap">
      {rights.templates && (
        <a className="btn" href="/admin/templates">
          {t('templates')}
        </a>
      )}
      {rights.kinds.length > 0 && <ImportDuties />}
      {rights.kinds.length > 0 && (
        <button type="button" className="btn main-act" onClick={() => setOpen(true)}>
          {t('start')}
        </button>
      )}
      {open && <StartDialog kinds={rights.kinds} {...(start === null ? {} : { first: start })} onClose={close} />}
    </div>
  )
}
