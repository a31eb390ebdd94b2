import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import type { ObligationsImported } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { callWith } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import type { ChosenFile } from './file-field.tsx'
import { readRows, type FileRow } from './read-rows.ts'

const PATH = '/api/v1/admin/obligations/import'

/** The talk behind the dialog: a chosen file is checked by the server, which writes nothing; then it is written whole, or refused whole. */
export function useImport() {
  const t = useTranslations('import')
  const text = useProblemText()
  const router = useRouter()
  const [file, setFile] = useState<ChosenFile | null>(null)
  const [rows, setRows] = useState<readonly FileRow[]>([])
  const [checked, setChecked] = useState<ObligationsImported | null>(null)
  const [written, setWritten] = useState<number | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const newest = useRef(0)

  const send = async (bytes: ArrayBuffer, dryRun: boolean) => {
    setBusy(true)
    const turn = (newest.current += 1)
    const path = dryRun ? `${PATH}?dryRun=1` : PATH
    const answer = await callWith<ObligationsImported>('POST', path, { type: 'text/csv', content: bytes })
    // Another file was chosen while this one was looked at.
    if (turn !== newest.current) return null
    setBusy(false)
    const field = answer.ok ? undefined : answer.problem.errors[0]
    if (!answer.ok)
      setProblem(field === undefined ? text(answer.problem) : t('fileWrong', { field: field.field, why: field.detail }))
    return answer.ok ? answer.body : null
  }
  const choose = async (one: ChosenFile | null) => {
    setFile(one)
    setChecked(null)
    setProblem(null)
    setRows(one === null || one.encoding === null ? [] : await readRows(one.bytes, one.encoding))
    if (one === null) return
    const found = await send(one.bytes, true)
    if (found === null) return
    setChecked(found)
    announce(t('checked', { valid: found.valid, rows: found.rows }))
  }
  const accept = async () => {
    if (file === null) return
    setProblem(null)
    const done = await send(file.bytes, false)
    if (done === null) return
    setWritten(done.valid)
    announce(t('written', { n: done.valid }))
    router.refresh()
  }
  return { file, rows, checked, written, busy, problem, choose, accept }
}
