import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

export function Fold({
  summary,
  count,
  open,
  children,
}: {
  summary: ReactNode
  count?: number
  open?: boolean
  children: ReactNode
}) {
  return (
    <details className="fold" open={open}>
      <summary>
        <Icon name="chev" />
        <span role="heading" aria-level={2}>
          {summary}
        </span>
        {count !== undefined && <span className="dim num font-normal">{count}</span>}
      </summary>
      {children}
    </details>
  )
}
