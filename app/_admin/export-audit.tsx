'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import { StepUp } from '#app/_sign-out/step-up.tsx'

const FORMATS = ['csv', 'jsonl'] as const
type Format = (typeof FORMATS)[number]

type ExportAuditProps = {
  /** The page's filter as the API takes it; empty for the whole log. */
  readonly asked: string
}

/** The log as a file: what the page is filtered to, or the whole. The password is asked for first, so that the download itself is a plain link that can be as long as it likes. */
export function ExportAudit({ asked }: ExportAuditProps) {
  const t = useTranslations('adminAudit')
  const app = useTranslations('app')
  const admin = useTranslations('admin')
  const [asking, setAsking] = useState<Format | null>(null)
  const download = (format: Format) => {
    const link = document.createElement('a')
    link.href = `/api/v1/admin/audit/export?format=${format}${asked === '' ? '' : `&${asked}`}`
    link.download = `audit.${format}`
    link.click()
  }
  return (
    <>
      {FORMATS.map((format) => (
        <button key={format} type="button" className="btn" onClick={() => setAsking(format)}>
          {t(format === 'csv' ? 'exportCsv' : 'exportJsonl')}
        </button>
      ))}
      {asking !== null && (
        <Dialog
          title={t('exportTitle')}
          onClose={() => setAsking(null)}
          footer={
            <>
              <button type="button" className="btn" onClick={() => setAsking(null)}>
                {app('cancel')}
              </button>
              <button type="submit" form="export-step-up" className="btn main-act">
                {admin('goOn')}
              </button>
            </>
          }
        >
          <p>{t(asked === '' ? 'exportBody' : 'exportFiltered')}</p>
          <StepUp
            formId="export-step-up"
            onDone={() => {
              download(asking)
              setAsking(null)
              return Promise.resolve()
            }}
          />
        </Dialog>
      )}
    </>
  )
}
