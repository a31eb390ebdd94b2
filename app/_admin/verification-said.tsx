import { useTranslations } from 'next-intl'
import { Notice } from '#app/_components/notice.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import type { VerificationView } from '#protocol/admin.ts'

/** What is said of a verification, in one place for the eye and the ear. */
export function useVerificationWords(zone: string) {
  const t = useTranslations('adminAudit')
  const app = useTranslations('app')
  const style = { ...useTimeStyle(), zone }
  const at = (instant: string) => dateTime(instant, style)
  const name = (by: VerificationView['by'] | null) => by?.name ?? app('unknown')
  return {
    startedAt: ({ startedAt, by }: VerificationView) => t('startedAt', { at: at(startedAt), name: name(by) }),
    verifiedAt: ({ startedAt, endedAt, by }: VerificationView) =>
      t('verifiedAt', { at: at(endedAt ?? startedAt), name: name(by) }),
    outcome({ state, startedAt, endedAt, stoppedBy, entries, logs, erased }: VerificationView): string {
      if (state === 'stopped') return t('stoppedAt', { at: at(endedAt ?? startedAt), name: name(stoppedBy), entries })
      return t('verified', { entries, logs, erased })
    },
  }
}
type Said = { readonly verification: VerificationView; readonly words: ReturnType<typeof useVerificationWords> }

export function VerificationRuns({ verification, words }: Said) {
  const t = useTranslations('adminAudit')
  const { entries, total } = verification
  const said = t('verifying', { entries, total: total.entries })
  return (
    <div className="stack">
      <progress
        className="progress"
        max={Math.max(1, total.entries)}
        value={entries}
        aria-label={t('verifyingTitle')}
      />
      <p className="num">{said}</p>
      <p className="sub">{words.startedAt(verification)}</p>
    </div>
  )
}

export function VerificationIntact({ verification, words }: Said) {
  const t = useTranslations('adminAudit')
  return (
    <div>
      <p>
        <StateLabel tone="done" icon="done">
          {words.outcome(verification)}
        </StateLabel>
      </p>
      <p className="sub">{words.verifiedAt(verification)}</p>
      {verification.fingerprint !== null && (
        <p className="sub">
          {t('fingerprint')} <code className="mono">{verification.fingerprint}</code>
        </p>
      )}
    </div>
  )
}

/** The first entry that does not verify, and the way to the log that it is in. */
export function VerificationBroken({ brokenAt }: { readonly brokenAt: NonNullable<VerificationView['brokenAt']> }) {
  const t = useTranslations('adminAudit')
  const { stream, seq, member } = brokenAt
  const name = member ?? (stream === 'org' ? t('organisation') : stream)
  return (
    <Notice
      tone="bad"
      icon="bad"
      alert
      action={
        <a className="btn small" href={`/admin/audit?stream=${encodeURIComponent(stream)}`}>
          {t('showLog')}
        </a>
      }
    >
      {t('broken', { id: seq, name })}
    </Notice>
  )
}
