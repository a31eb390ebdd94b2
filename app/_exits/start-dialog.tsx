'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { RUN_PATHS, type RunKind, type RunPath } from '#domain/exit/run.ts'
import { GUIDE } from '#domain/guide.ts'
import type { RunView } from '#protocol/run.ts'
import { GuideTag } from '#app/_components/tag.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { MemberPicker, type Picked } from '#app/_duties/member-picker.tsx'

type StartDialogProps = {
  /** Those that this viewer may start. */
  readonly kinds: readonly RunKind[]
  readonly first?: { readonly kind: RunKind; readonly subject: Picked | null }
  readonly onClose: () => void
}

/** Which procedure, for whom, and for an offboarding in which order: with what the order costs (guide statement 6.5). */
export function StartDialog({ kinds, first, onClose }: StartDialogProps) {
  const t = useTranslations('exits')
  const router = useRouter()
  const [kind, setKind] = useState<RunKind>(first?.kind ?? kinds[0] ?? 'offboarding')
  const [subject, setSubject] = useState<Picked | null>(first?.subject ?? null)
  const [path, setPath] = useState<RunPath>('on-job')
  const deed = useDeed<RunView>(
    () => [
      'POST',
      '/api/v1/admin/runs',
      { kind, ...(subject === null ? {} : { subjectId: subject.id }), ...(kind === 'offboarding' ? { path } : {}) },
    ],
    ({ id }) => router.push(`/admin/exits/${id}`),
  )
  return (
    <DeedDialog title={t('startTitle')} button={t('startButton')} deed={deed} onClose={onClose}>
      <fieldset className="stack">
        <legend className="vh">{t('what')}</legend>
        {kinds.map((one) => (
          <label key={one} className="pick">
            <input
              type="radio"
              name="kind"
              checked={kind === one}
              onChange={() => (setKind(one), setSubject(first?.kind === one ? first.subject : null))}
            />
            <b className="font-normal">{t(`kind.${one}`)}</b>
            <span className="sub">{t(`kindBody.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <MemberPicker
        key={kind}
        label={kind === 'last-checks' ? t('whomCheck') : t('whom')}
        value={subject}
        onChange={setSubject}
        admins={kind === 'admin-exit'}
        states={kind === 'admin-exit' ? ['active'] : ['active', 'suspended', 'invited']}
      />
      {kind === 'offboarding' && <PathChoice path={path} onChange={setPath} />}
    </DeedDialog>
  )
}

function PathChoice({ path, onChange }: { path: RunPath; onChange: (path: RunPath) => void }) {
  const t = useTranslations('exits')
  return (
    <>
      <fieldset className="stack">
        <legend className="lab">{t('pathLegend')}</legend>
        {RUN_PATHS.map((one) => (
          <label key={one} className="pick">
            <input type="radio" name="path" checked={path === one} onChange={() => onChange(one)} />
            <b className="font-normal">{t(`path.${one}`)}</b>
            <span className="sub">{t(`pathBody.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="sub">
        {t('loss', { pct: GUIDE.offboarding.lossPct })} <GuideTag /> {t('lossNote')}
      </p>
    </>
  )
}
