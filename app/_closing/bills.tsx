'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { ObligationView } from '#protocol/obligation.ts'
import { announce } from '#app/_components/announcer.tsx'
import { DeedDialog } from '#app/_admin/deed-dialog.tsx'
import { useDeed } from '#app/_admin/use-deed.ts'
import { DutyList } from '#app/_duties/duty-list.tsx'

/** What is not paid yet, and the way to record a bill or that it was paid (guide statement 8.3). */
export function Bills({ bills }: { bills: readonly ObligationView[] }) {
  const t = useTranslations('closing')
  const [adding, setAdding] = useState(false)
  return (
    <section className="sec" aria-labelledby="bills">
      <div className="sec-head">
        <h2 id="bills">{t('bill')}</h2>
        <span className="push">
          <button type="button" className="btn small" onClick={() => setAdding(true)}>
            {t('addBill')}
          </button>
        </span>
      </div>
      <div className="group">
        {bills.length === 0 ? (
          <p className="check-clear sub">{t('bills.met')}</p>
        ) : (
          <DutyList duties={bills} acts={(bill) => <Paid bill={bill} />} />
        )}
      </div>
      {adding && <AddBill onClose={() => setAdding(false)} />}
    </section>
  )
}

function Paid({ bill: { id, title } }: { bill: ObligationView }) {
  const t = useTranslations('closing')
  const deed = useDeed<unknown>(
    () => ['POST', `/api/v1/admin/obligations/${id}/settle`, { act: 'pay' }],
    () => announce(t('paidSay', { title })),
  )
  return (
    <span className="line-acts">
      {deed.problem !== null && (
        <span className="error" role="alert">
          {deed.problem}
        </span>
      )}
      <button type="button" className="btn small" disabled={deed.busy} onClick={() => void deed.run()}>
        {t('paid')}
        <span className="vh"> {title}</span>
      </button>
    </span>
  )
}

function AddBill({ onClose }: { onClose: () => void }) {
  const t = useTranslations('closing')
  const id = useId()
  const [title, setTitle] = useState('')
  const [amount, setAmount] = useState('')
  const [due, setDue] = useState('')
  const data = { amount: Number(amount), currency: 'CNY', ...(due === '' ? {} : { due }) }
  const deed = useDeed<unknown>(
    () => ['POST', '/api/v1/admin/obligations', { kind: 'bill', title, data }],
    () => {
      announce(t('billAdded', { title }))
      onClose()
    },
  )
  return (
    <DeedDialog title={t('addBillTitle')} button={t('addBill')} deed={deed} onClose={onClose}>
      <div className="field">
        <label htmlFor={`${id}-title`}>{t('billTitle')}</label>
        <input
          id={`${id}-title`}
          className="input"
          required
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-amount`}>{t('amount')} (¥)</label>
        <input
          id={`${id}-amount`}
          className="input"
          type="number"
          required
          min="0"
          step="0.01"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-due`}>{t('due')}</label>
        <input
          id={`${id}-due`}
          className="input"
          type="date"
          value={due}
          onChange={(event) => setDue(event.target.value)}
        />
      </div>
    </DeedDialog>
  )
}
