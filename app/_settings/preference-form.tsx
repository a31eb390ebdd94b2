'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PreferenceView } from '#protocol/inbox.ts'
import { announce } from '#app/_components/announcer.tsx'
import { call } from '#app/_live/call.ts'
import { useProblemText } from '#app/_live/problem-text.ts'
import { Choice } from './choice.tsx'

/** What holds for the member on all their devices: when idle ones sign out, and mail. Each choice is kept at once. */
export function PreferenceForm({ preference: first }: { preference: PreferenceView }) {
  const t = useTranslations('settings')
  const text = useProblemText()
  const [now, setNow] = useState(first)
  const [error, setError] = useState<string | null>(null)
  const change = async (next: Partial<Pick<PreferenceView, 'idleDays' | 'mail'>>) => {
    setNow((before) => ({ ...before, ...next }))
    const answer = await call<PreferenceView>('PATCH', '/api/v1/preferences', next)
    setNow((before) => (answer.ok ? answer.body : { ...before, ...now }))
    setError(answer.ok ? null : text(answer.problem))
    if (answer.ok) announce(t('kept'))
  }
  const days = now.idleChoices.map((n) => ({ value: String(n), label: t('idleAfter', { n }) }))
  return (
    <div className="stack mt-6 gap-6!">
      <div>
        <Choice
          legend={t('idleTitle')}
          name="idle"
          value={String(now.idleDays ?? '')}
          options={[{ value: '', label: t('idlePolicy') }, ...days]}
          onChoose={(value) => void change({ idleDays: now.idleChoices.find((n) => String(n) === value) ?? null })}
        />
        <p className="sub mt-2">{t('idleHelp')}</p>
      </div>
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t('noticesTitle')}</legend>
        <label className="tick">
          <input type="checkbox" checked={now.mail} onChange={(event) => void change({ mail: event.target.checked })} />
          <b>{t('mailOn')}</b>
          <span className="sub">{t('mailHelp')}</span>
        </label>
      </fieldset>
      {error !== null && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
