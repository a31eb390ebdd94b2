import type { ReactNode } from 'react'

type SectionProps = {
  /** Where links lead to. */
  readonly id: string
  readonly title: ReactNode
  /** Beside the title: a sentence, or a number. */
  readonly sub?: ReactNode
  readonly children?: ReactNode
}

/** A named part of a page, told by its heading. */
export function Section({ id, title, sub, children }: SectionProps) {
  return (
    <section className="sec" aria-labelledby={id}>
      <div className="sec-head">
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className="sub">{sub}</span>}
      </div>
      {children}
    </section>
  )
}

export type Line = {
  readonly key: string
  readonly id?: string
  readonly title: ReactNode
  readonly sub?: ReactNode
  readonly act?: ReactNode
}

/** What waits for somebody, one line each: what it is, more about it, what can be done. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <div className="group">
      <ul className="duties">
        {lines.map(({ key, id, title, sub, act }) => (
          <li key={key} id={id}>
            <div className="min-w-0">
              <b>{title}</b>
              {sub !== undefined && <p className="sub">{sub}</p>}
            </div>
            {act}
          </li>
        ))}
      </ul>
    </div>
  )
}
