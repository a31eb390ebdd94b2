'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { needsTarget, type Act } from '#domain/obligation/obligation.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { DutyTab } from '#app/_data/admin-member.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DutyList } from '#app/_duties/duty-list.tsx'
import { SettleDialog, type SettleQuestion } from '#app/_duties/settle-dialog.tsx'

type MemberDutiesProps = {
  readonly memberId: string
  readonly tab: DutyTab
  readonly duties: readonly ObligationView[]
  readonly total: number | null
}
type Question = SettleQuestion & { readonly said: string }

/** What hangs on a member, each with what can be done about it; approvals also all at once (guide statement 5.2). */
export function MemberDuties({ memberId, tab, duties, total }: MemberDutiesProps) {
  const t = useTranslations()
  const [question, setQuestion] = useState<Question | null>(null)
  const open = duties.filter(({ state }) => state === 'open')
  const one = (duty: ObligationView, act: Act): Question => {
    const admins = duty.kind === 'approval'
    return {
      title: t('adminMember.actTitle', { act: t(`duty.act.${act}`), title: duty.title }),
      button: t(`duty.act.${act}`),
      body: t('adminMember.one'),
      ids: [duty.id],
      act,
      side: 'admin',
      said: t('adminMember.settled', { title: duty.title }),
      ...(needsTarget(act, duty)
        ? { target: { label: t(admins ? 'adminMember.toAdmin' : 'adminMember.to'), admins, without: [memberId] } }
        : {}),
    }
  }
  const all = (): Question => ({
    title: t('adminMember.allTitle', { n: open.length }),
    button: t('duty.act.transfer'),
    body: t('adminMember.allBody'),
    ids: open.map(({ id }) => id),
    act: 'transfer',
    side: 'admin',
    said: t('adminMember.settledAll', { n: open.length }),
    target: { label: t('adminMember.toAdmin'), admins: true, without: [memberId] },
  })
  return (
    <>
      {tab === 'approvals' && open.length > 1 && (
        <p className="mb-2">
          <button type="button" className="btn small" onClick={() => setQuestion(all())}>
            {t('adminMember.all')}
          </button>
        </p>
      )}
      <div className="group">
        <DutyList
          duties={duties}
          total={total}
          acts={(duty) => (
            <span className="line-acts">
              {duty.acts.map((act) => (
                <button key={act} type="button" className="btn small" onClick={() => setQuestion(one(duty, act))}>
                  {t(`duty.act.${act}`)}
                  <span className="vh"> {duty.title}</span>
                </button>
              ))}
            </span>
          )}
        />
      </div>
      {question !== null && (
        <SettleDialog question={question} onDone={() => announce(question.said)} onClose={() => setQuestion(null)} />
      )}
    </>
  )
}
