import { useId, type ReactNode } from 'react'

type SectionProps = {
  readonly title: string
  readonly hint?: string
  readonly state?: ReactNode
  readonly action?: ReactNode
  readonly children?: ReactNode
}

/** One thing that proves who somebody is. */
export function Section({ title, hint, state, action, children }: SectionProps) {
  const id = useId()
  return (
    <section className="group mb-3 p-4" aria-labelledby={id}>
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 id={id}>{title}</h2>
          {state !== undefined && <div className="mt-1">{state}</div>}
          {hint !== undefined && <p className="sub mt-1">{hint}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}
