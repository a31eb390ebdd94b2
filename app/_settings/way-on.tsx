import type { ReactNode } from 'react'
import { Icon } from '#app/_components/icon.tsx'

/** A row that leads to another page. */
export function WayOn({ href, children, sub }: { href: string; children: ReactNode; sub?: ReactNode }) {
  return (
    <li className="border-line not-first:border-t">
      <a className="flex min-h-[52px] items-center gap-3 px-4 py-2 no-underline" href={href}>
        <span className="grow">
          {children}
          {sub !== undefined && <span className="sub block">{sub}</span>}
        </span>
        <span className="text-ink-3">
          <Icon name="chev" />
        </span>
      </a>
    </li>
  )
}
