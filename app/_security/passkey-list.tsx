import { useTranslations } from 'next-intl'
import type { PasskeyView } from '#protocol/credentials.ts'
import { DotList } from '#app/_components/row.tsx'
import { day } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'

type PasskeyListProps = {
  readonly passkeys: readonly PasskeyView[]
  readonly onRename: (passkey: PasskeyView) => void
  readonly onRemove: (passkey: PasskeyView) => void
}

/** The passkeys of a person, the oldest first. */
export function PasskeyList({ passkeys, onRename, onRemove }: PasskeyListProps) {
  const t = useTranslations('security')
  const style = useTimeStyle()
  if (passkeys.length === 0) return <p className="mt-3">{t('passkeyNone')}</p>
  return (
    <ul className="mt-3">
      {passkeys.map((passkey) => {
        const { id, name, createdAt, lastUsedAt, backedUp } = passkey
        const facts = [
          t('passkeyMade', { time: day(createdAt, style) }),
          lastUsedAt === null ? t('passkeyNever') : t('passkeyUsed', { time: day(lastUsedAt, style) }),
          ...(backedUp ? [t('passkeySynced')] : []),
        ]
        return (
          <li key={id} className="flex flex-wrap items-center gap-3 border-t border-line py-3 last:pb-0">
            <div className="min-w-0 grow" suppressHydrationWarning>
              <div className="font-medium break-words">{name}</div>
              <DotList facts={facts} />
            </div>
            <button type="button" className="btn small" onClick={() => onRename(passkey)}>
              {t('rename')}
              <span className="vh"> {name}</span>
            </button>
            <button type="button" className="btn small" onClick={() => onRemove(passkey)}>
              {t('remove')}
              <span className="vh"> {name}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
