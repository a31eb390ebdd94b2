'use client'
import { useTranslations } from 'next-intl'
import { lazy, Suspense, useState } from 'react'

const DutiesDialog = lazy(() => import('./duties-dialog.tsx').then((file) => ({ default: file.DutiesDialog })))

/** The way to write many duties down at once: where an administrator sees people out. */
export function ImportDuties() {
  const t = useTranslations('import')
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {t('open')}
      </button>
      <Suspense>{open && <DutiesDialog onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
