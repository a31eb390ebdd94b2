import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { StepView } from '#protocol/run.ts'
import type { RunData } from '#app/_data/exits.ts'
import { ClearDevices } from './clear-devices.tsx'
import { HandOverStep } from './hand-over-step.tsx'
import { OpenCounts } from './open-counts.tsx'
import { StepActs } from './step-acts.tsx'
import { SupervisorStep } from './supervisor-step.tsx'

type StepBodyProps = { readonly data: RunData; readonly step: StepView }

/** What a step that is not over shows below its title: how far it is, for whom it waits, and what can be done now. */
export function StepBody({ data, step }: StepBodyProps) {
  const t = useTranslations('exits')
  const { state, reason, note } = step
  if (state === 'waived') return reason === null ? null : <Inside>{t('reason', { reason })}</Inside>
  if (state === 'done' || (state === 'locked' && note === null)) return null
  if (state === 'locked') return <Inside>{note}</Inside>
  return (
    <div className="in">
      {note !== null && <p className="sub">{note}</p>}
      {state === 'failed' && reason !== null && <p className="error">{t('failed', { code: wordOf(reason) })}</p>}
      <Facts data={data} step={step} />
      <StepActs data={data} step={step} />
    </div>
  )
}

/** A message's choice has no hyphens. */
const wordOf = (code: string) => code.replaceAll('-', '_')

function Inside({ children }: { children: ReactNode }) {
  return (
    <div className="in">
      <p className="sub">{children}</p>
    </div>
  )
}

function Facts({ data, step }: StepBodyProps) {
  const { run } = data
  switch (step.id) {
    case 'clear-devices':
      return <ClearDevices data={data} />
    case 'hand-over':
      return <HandOverStep data={data} />
    case 'supervisor':
      return <SupervisorStep data={data} step={step} />
    case 'approvals':
      return <OpenCounts run={run} kinds={['approval']} />
    case 'api-access':
      return <OpenCounts run={run} kinds={['api-grant']} />
    case 'reclaim':
      return (
        <OpenCounts
          run={run}
          kinds={['approval', 'api-grant', 'scheduled-message', 'reminder', 'meeting', 'third-party-grant']}
        />
      )
    case 'messages':
      return <OpenCounts run={run} kinds={['scheduled-message', 'reminder']} />
    case 'meetings':
      return <OpenCounts run={run} kinds={['meeting']} />
    case 'third-party':
      return <OpenCounts run={run} kinds={['third-party-grant']} />
    default:
      return null
  }
}
