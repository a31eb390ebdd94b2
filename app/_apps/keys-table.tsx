'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { KeyView } from '#protocol/key.ts'
import { announce } from '#app/_components/announcer.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { ago, day } from '#app/_components/times.ts'
import { TableHead } from '#app/_components/table-head.tsx'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'

type KeysTableProps = { readonly keys: readonly KeyView[]; readonly now: number; readonly mayEdit: boolean }

/** This server's own keys: whose, what they may, and when they were used last (guide statement 5.5). */
export function KeysTable({ keys, now, mayEdit }: KeysTableProps) {
  const t = useTranslations('apps')
  const locale = useLocale()
  const style = useTimeStyle()
  const [asked, setAsked] = useState<KeyView | null>(null)
  return (
    <div className="group tablebox">
      <table className="table cards roomy">
        <TableHead
          caption={t('caption')}
          columns={[t('name'), t('owner'), t('scopes'), t('state'), t('used'), t('expires'), { hidden: t('revoke') }]}
        />
        <tbody>
          {keys.map((key) => {
            const state = stateOf(key, now)
            return (
              <tr key={key.id} className="plain">
                <td className="c-wide">
                  <b className="clip">{key.name}</b>
                </td>
                <td>{key.ownerName}</td>
                <td className="c-wide wrap dim">
                  {new Intl.ListFormat(locale, { type: 'conjunction' }).format(
                    key.scopes.map((scope) => t(`scope.${scope}`)),
                  )}
                </td>
                <td>
                  <StateLabel tone={state === 'works' ? 'on' : 'closed'} icon={state === 'works' ? 'on' : 'closed'}>
                    {t(state)}
                  </StateLabel>
                </td>
                <td className="dim" suppressHydrationWarning>
                  {key.lastUsedAt === null ? t('never') : ago(key.lastUsedAt, now, locale)}
                </td>
                <td className="dim" data-label={t('expires')}>
                  {day(key.expiresAt, style)}
                </td>
                <td className="r c-wide">
                  {mayEdit && state !== 'revoked' && (
                    <button type="button" className="btn small" onClick={() => setAsked(key)}>
                      {t('revoke')}
                      <span className="vh"> {key.name}</span>
                    </button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {asked !== null && <RevokeDialog asked={asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

function stateOf({ revokedAt, expiresAt }: KeyView, now: number): 'works' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked'
  return Date.parse(expiresAt) <= now ? 'expired' : 'works'
}

function RevokeDialog({ asked: { id, name }, onClose }: { asked: KeyView; onClose: () => void }) {
  const t = useTranslations('apps')
  const deed = useDeed<unknown>(
    () => ['DELETE', `/api/v1/admin/keys/${id}`],
    () => {
      announce(t('revokedSay', { name }))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('revokeTitle', { name })} button={t('revoke')} deed={deed} onClose={onClose}>
      <p>{t('revokeBody')}</p>
    </DeedDialog>
  )
}
