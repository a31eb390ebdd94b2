'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import type { MembersImported } from '#protocol/admin.ts'
import { announce } from '#app/_components/announcer.tsx'
import { Dialog } from '#app/_components/dialog.tsx'
import { ProblemLine } from '#app/_components/problem-line.tsx'
import { Sentences } from '#app/_components/sentences.tsx'
import { callWith } from '#app/_live/call.ts'
import { FileField, type ChosenFile } from '#app/_import/file-field.tsx'
import { useProblemText } from '#app/_live/problem-text.ts'
import { ImportResult, saveLinks } from './import-result.tsx'

/** Members from a CSV file: first it is only checked, then all rows are added or none. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('adminMembers')
  const app = useTranslations('app')
  const text = useProblemText()
  const router = useRouter()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [checked, setChecked] = useState<MembersImported | null>(null)
  const [imported, setImported] = useState<MembersImported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const send = async (dryRun: boolean) => {
    if (file === null) return
    setBusy(true)
    const path = `/api/v1/admin/members/import${dryRun ? '?dryRun=1' : ''}`
    const answer = await callWith<MembersImported>('POST', path, { type: 'text/csv', content: file.bytes })
    setBusy(false)
    setProblem(answer.ok ? null : fieldAndText(answer.problem, text(answer.problem)))
    if (!answer.ok) return
    if (dryRun) return setChecked(answer.body)
    setImported(answer.body)
    announce(t('imported', { n: answer.body.invited.length }))
    router.refresh()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(checked === null)
  }
  const ready = checked !== null && checked.errors.length === 0 && checked.valid > 0
  return (
    <Dialog
      title={t('importTitle')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {imported === null ? app('cancel') : app('close')}
          </button>
          {imported === null && (checked === null || ready) && (
            <button type="submit" form="import" className="btn main-act" disabled={busy || file === null}>
              {checked === null ? t('check') : t('importButton', { n: checked.valid })}
            </button>
          )}
          {imported !== null && imported.invited.length > 0 && (
            <button type="button" className="btn main-act" onClick={() => saveLinks(imported)}>
              {t('saveLinks')}
            </button>
          )}
        </>
      }
    >
      <form id="import" className="stack" onSubmit={submit}>
        {imported === null && (
          <FileField file={file} onFile={(read) => (setFile(read), setChecked(null), setProblem(null))}>
            <p>{t('importBody')}</p>
          </FileField>
        )}
        {imported !== null && (
          <p role="status">
            <Sentences>
              {t('imported', { n: imported.invited.length })}
              {t('linksOnce')}
            </Sentences>
          </p>
        )}
        {imported === null && checked !== null && <ImportResult checked={checked} />}
        <ProblemLine text={problem} />
      </form>
    </Dialog>
  )
}

function fieldAndText({ errors }: { readonly errors: readonly { readonly field: string }[] }, detail: string): string {
  const field = errors[0]?.field
  return field ? `${field}: ${detail}` : detail
}
