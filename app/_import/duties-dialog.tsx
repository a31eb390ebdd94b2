'use client'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Dialog } from '#app/_components/dialog.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { DutiesPreview } from './duties-preview.tsx'
import { saveExample } from './example.ts'
import { FileField } from './file-field.tsx'
import { useImport } from './use-import.ts'

/** Duties from a CSV file: looked at as soon as it is chosen, written down only when that is accepted, all rows or none. */
export function DutiesDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('import')
  const app = useTranslations('app')
  const { file, rows, checked, written, busy, problem, choose, accept } = useImport()
  const ready = checked !== null && checked.errors.length === 0 && checked.valid > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && !busy) void accept()
  }
  return (
    <Dialog
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {written === null ? app('cancel') : app('close')}
          </button>
          {written === null && (
            <button type="submit" form="import-duties" className="btn main-act" disabled={!ready || busy}>
              {t('accept', { n: ready ? checked.valid : 0 })}
            </button>
          )}
        </>
      }
    >
      <form id="import-duties" className="stack" onSubmit={submit}>
        {written === null ? (
          <FileField file={file} onFile={(one) => void choose(one)}>
            <p>{t('body')}</p>
            <p>
              <button type="button" className="btn small" onClick={saveExample}>
                {t('example')}
              </button>
            </p>
          </FileField>
        ) : (
          <p role="status">
            <StateLabel tone="done" icon="done">
              {t('written', { n: written })}
            </StateLabel>
          </p>
        )}
        {busy && (
          <div role="status">
            <p className="sub">{t(checked === null ? 'checking' : 'writing', { n: rows.length })}</p>
            <progress className="wide" aria-label={t('title')} />
          </div>
        )}
        {written === null && checked !== null && <DutiesPreview rows={rows} checked={checked} />}
        <ProblemLine text={problem} />
      </form>
    </Dialog>
  )
}
