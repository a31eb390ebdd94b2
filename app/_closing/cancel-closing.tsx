'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CancelDialog } from '#app/_exits/run-dialogs.tsx'

/** Gives the closing up before it was submitted. */
export function CancelClosing({ runId }: { runId: string }) {
  const t = useTranslations('closing')
  const [open, setOpen] = useState(false)
  return (
    <div className="push buttons">
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {t('cancel')}
      </button>
      {open && <CancelDialog runId={runId} onClose={() => setOpen(false)} />}
    </div>
  )
}
