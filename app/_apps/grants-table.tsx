'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Act } from '#domain/obligation/obligation.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { dateTime } from '#app/_components/times.ts'
import { TableHead } from '#app/_components/table-head.tsx'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { SettleDialog, type SettleQuestion } from '#app/_duties/settle-dialog.tsx'

type GrantsTableProps = { readonly grants: readonly ObligationView[] }

/** API access and apps by member: revoked, unbound, or given to another (guide statements 5.5 and C5). */
export function GrantsTable({ grants }: GrantsTableProps) {
  const t = useTranslations()
  const style = useTimeStyle()
  const [question, setQuestion] = useState<(SettleQuestion & { readonly said: string }) | null>(null)
  const questionOf = useQuestion()
  return (
    <div className="group tablebox">
      <table className="table cards roomy">
        <TableHead
          caption={t('apps.captionGrants')}
          columns={[t('apps.name'), t('apps.kind'), t('apps.owner'), t('apps.since'), { hidden: t('apps.state') }]}
        />
        <tbody>
          {grants.map((grant) => (
            <tr key={grant.id} className="plain">
              <td className="c-wide">
                <b className="clip">{grant.title}</b>
              </td>
              <td>{t(`duty.kind.${grant.kind}`)}</td>
              <td>
                {grant.owner !== null && <a href={`/admin/members/${grant.owner.id}?tab=api`}>{grant.owner.name}</a>}
              </td>
              <td className="dim" data-label={t('apps.since')}>
                {dateTime(grant.createdAt, style)}
              </td>
              <td className="r c-wide">
                <span className="line-acts">
                  {grant.acts.map((act) => (
                    <button
                      key={act}
                      type="button"
                      className="btn small"
                      onClick={() => setQuestion(questionOf(grant, act))}
                    >
                      {t(`duty.act.${act}`)}
                      <span className="vh"> {grant.title}</span>
                    </button>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {question !== null && (
        <SettleDialog question={question} onDone={() => announce(question.said)} onClose={() => setQuestion(null)} />
      )}
    </div>
  )
}

function useQuestion() {
  const t = useTranslations('apps')
  const duty = useTranslations('duty')
  return ({ id, title: name, ownerId }: ObligationView, act: Act): SettleQuestion & { readonly said: string } => {
    const passes = act === 'transfer'
    return {
      title: t(passes ? 'transferTitle' : act === 'unbind' ? 'unbindTitle' : 'revokeTitle', { name }),
      button: duty(`act.${act}`),
      body: t(passes ? 'transferBody' : 'revokeBody'),
      ids: [id],
      act,
      side: 'admin',
      said: t(passes ? 'transferSay' : 'revokedSay', { name }),
      ...(passes ? { target: { label: t('transferTo'), without: ownerId === null ? [] : [ownerId] } } : {}),
    }
  }
}
