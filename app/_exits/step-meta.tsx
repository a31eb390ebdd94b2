import { useTranslations } from 'next-intl'
import type { StepView } from '#protocol/run.ts'
import { bytes, dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type StepMetaProps = {
  readonly step: StepView
  /** The numbers of the steps that it waits for. */
  readonly after: readonly number[]
}

/** Who, when and how much, at the right of a step. */
export function StepMeta({ step, after }: StepMetaProps) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  const { state, progress, by, at } = step
  if (state === 'locked') {
    const steps = new Intl.ListFormat(style.locale, { type: 'conjunction' }).format(after.map(String))
    return <p className="meta">{after.length > 0 && t('lockedBy', { n: after.length, steps })}</p>
  }
  const over = state === 'done' || state === 'waived'
  return (
    <p className="meta">
      {over && at !== null && (
        <>
          {by?.name != null && `${by.name}${style.locale === 'en' ? ', ' : '，'}`}
          <time dateTime={at}>{dateTime(at, style)}</time>
        </>
      )}
      {state === 'waived' && <span className="block">{t('stepState.waived')}</span>}
      {!over && progress.of > 0 && t('progressOf', progress)}
      <BackupFacts step={step} />
    </p>
  )
}

/** What a backup is: so many rows, so large, with this sum; and where it lies while its link is good (guide statements 5.3 and 5.4). */
function BackupFacts({ step: { id, evidence } }: Pick<StepMetaProps, 'step'>) {
  const t = useTranslations('exits')
  const style = useTimeStyle()
  if (id !== 'backup' || evidence === null) return null
  const { url, rows, bytes: size, sha256, expiresAt } = evidence
  if (typeof url !== 'string' || typeof rows !== 'number' || typeof size !== 'number') return null
  const sum = typeof sha256 === 'string' ? sha256 : ''
  return (
    <span className="block">
      {t('backupFacts', { rows, size: bytes(size) })}
      <br />
      <span className="mono" title={sum}>
        {sum.slice(0, 4)}…{sum.slice(-4)}
      </span>{' '}
      · <a href={url}>{t('download')}</a>
      {typeof expiresAt === 'string' && (
        <span className="dim block">{t('goodUntil', { at: dateTime(expiresAt, style) })}</span>
      )}
    </span>
  )
}
