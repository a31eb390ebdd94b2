import { useTranslations } from 'next-intl'
import { optionsOf, type AskedOptions } from '#domain/sign-out/options.ts'
import type { SignOutPreview } from '#protocol/sign-out.ts'
import { Inset } from '#app/_components/notice.tsx'
import { Sentences } from '#app/_components/sentences.tsx'
import { bytes } from '#app/_components/times.ts'
import type { SignOutQuestion } from './sign-out-dialog.tsx'

type NotesProps = { readonly question: SignOutQuestion; readonly preview: SignOutPreview | null }

/** What this sign-out touches beside the device itself: its original, transfers, offline. Each only where it is so. */
export function DialogNotes({ question, preview, asked }: NotesProps & { readonly asked: AskedOptions }) {
  const t = useTranslations('so')
  const win = useTranslations('win')
  const total = (kind: string) =>
    preview?.impact.filter((line) => line.kind === kind).reduce((sum, { count }) => sum + count, 0) ?? 0
  const transfers = total('transfers') || (question.kind === 'device' ? (question.device.status?.transfers ?? 0) : 0)
  const links = total('link-requests')
  const offline = question.kind === 'device' && !question.device.online && !question.device.current
  const records = question.kind === 'device' ? (question.device.status?.recordsBytes ?? 0) : total('records')
  const keeps = question.kind === 'others' || optionsOf(question.device).has('keepRecords')
  const leftovers = question.kind === 'device' ? (question.device.status?.leftovers ?? 0) : 0
  return (
    <>
      <OriginalNote question={question} preview={preview} />
      {offline && (
        <Inset icon="offline">
          <p>{t('offlineNote')}</p>
        </Inset>
      )}
      {transfers > 0 && (
        <Inset tone="wait" icon="wait">
          <p>
            <Sentences>
              {t('transfersNote', { n: transfers })}
              {asked.exit === 'quick' ? win('transfersGoOn', { n: transfers }) : win('transfers', { n: transfers })}
            </Sentences>
          </p>
        </Inset>
      )}
      {records > 0 && asked.keepRecords !== true && (
        <Inset tone="wait" icon="late">
          <p>
            <Sentences>
              {t(question.kind === 'others' ? 'recordsGoMany' : keeps ? 'recordsGo' : 'recordsGoWeb')}
              {question.kind === 'device' && t('recordsAre', { size: bytes(records) })}
            </Sentences>
          </p>
        </Inset>
      )}
      {leftovers > 0 && <p className="sub">{t('leftoversHere', { n: leftovers })}</p>}
      {links > 0 && <p className="sub">{t('linkRequests', { n: links })}</p>}
    </>
  )
}

function OriginalNote({ question, preview }: NotesProps) {
  const t = useTranslations('so')
  const bold = { b: (words: React.ReactNode) => <b className="font-semibold">{words}</b> }
  if (question.kind === 'others') {
    const n = preview?.warnings.filter(({ code }) => code === 'awaits-original').length ?? 0
    if (n === 0) return null
    return (
      <Inset tone="original" icon="original">
        <p>{t('qrNoteMany', { n })}</p>
      </Inset>
    )
  }
  const { linkedBy, current } = question.device
  const awaits = preview === null || preview.warnings.some(({ code }) => code === 'awaits-original')
  const name = preview?.sessions[0]?.original?.name ?? linkedBy?.name
  if (name === undefined || current || !awaits) return null
  return (
    <Inset tone="original" icon="original">
      <p>{t.rich('qrNote', { original: name, ...bold })}</p>
    </Inset>
  )
}
