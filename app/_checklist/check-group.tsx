'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { needsTarget, type Act } from '#domain/obligation/obligation.ts'
import { CHECK_KINDS, type LastCheck } from '#domain/obligation/checks.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { StateLabel } from '#app/_components/state-label.tsx'
import { DutyList } from '#app/_duties/duty-list.tsx'
import { SettleDialog, type SettleQuestion } from '#app/_duties/settle-dialog.tsx'

type CheckGroupProps = { readonly check: LastCheck; readonly duties: readonly ObligationView[]; readonly self: string }

/** One of the four checks: how much, what, and the act that clears one or all of it (guide statements 7.2 to 7.5). */
export function CheckGroup({ check, duties, self }: CheckGroupProps) {
  const t = useTranslations()
  const [question, setQuestion] = useState<(SettleQuestion & { readonly said: string }) | null>(null)
  const one = useOneQuestion(self)
  const act = actOf(check)
  const together = duties.filter((duty) => !needsTarget(act, duty))
  const askAll = () =>
    setQuestion({
      title: t(`checklist.allTitle.${check}`, { n: together.length }),
      button: t(`checklist.all.${check}`),
      body: t(`checklist.allBody.${check}`),
      ids: together.map(({ id }) => id),
      act,
      side: 'own',
      said: t('checklist.saidAll', { n: together.length }),
    })
  const clear = duties.length === 0
  return (
    <section className="sec" aria-labelledby={`check-${check}`}>
      <div className="sec-head">
        <h2 id={`check-${check}`}>{t(`checklist.group.${check}`)}</h2>
        {!clear && <span className="sub num">{duties.length}</span>}
        {together.length > 1 && (
          <span className="push">
            <button type="button" className="btn small" onClick={askAll}>
              {t(`checklist.all.${check}`)}
            </button>
          </span>
        )}
      </div>
      <div className="group">
        {clear ? (
          <p className="check-clear">
            <StateLabel tone="done" icon="done">
              {t(`checklist.none.${check}`)}
            </StateLabel>
          </p>
        ) : (
          <DutyList
            duties={duties}
            acts={(duty) => (
              <button type="button" className="btn small" onClick={() => setQuestion(one(duty, act))}>
                {t(`duty.act.${act}`)}
                <span className="vh"> {duty.title}</span>
              </button>
            )}
          />
        )}
      </div>
      {question !== null && (
        <SettleDialog question={question} onDone={() => announce(question.said)} onClose={() => setQuestion(null)} />
      )}
    </section>
  )
}

function actOf(check: LastCheck): Act {
  return Object.values(CHECK_KINDS[check])[0] ?? 'stop'
}

/** The question before one duty is settled. A meeting's owner must say who has it from now on (guide statement 7.4). */
function useOneQuestion(self: string) {
  const t = useTranslations()
  return (duty: ObligationView, act: Act): SettleQuestion & { readonly said: string } => {
    const known = act === 'stop' || act === 'leave' || act === 'unbind' || act === 'revoke' ? act : 'transfer'
    return {
      title: t(`checklist.actTitle.${known}`, { title: duty.title }),
      button: t(`duty.act.${act}`),
      body: t(`checklist.actBody.${known}`),
      ids: [duty.id],
      act,
      side: 'own',
      said: t('checklist.said', { title: duty.title }),
      ...(needsTarget(act, duty) ? { target: { label: t('checklist.needsOwner'), without: [self] } } : {}),
    }
  }
}
