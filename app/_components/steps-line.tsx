import type { ReactNode } from 'react'
import type { Tone } from './state-label.tsx'

export type Step = {
  readonly key: string
  readonly at: string | null
  readonly time: string | null
  readonly tone?: Tone
  readonly text: ReactNode
}

/** What happened, with exact times; open rings for what has not happened yet. */
export function StepsLine({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps-line">
      {steps.map(({ key, at, time, tone, text }) => (
        <li key={key} className={at === null ? 'todo' : tone}>
          {at === null ? <span className="dim">–</span> : <time dateTime={at}>{time}</time>}
          <span>{text}</span>
        </li>
      ))}
    </ol>
  )
}
