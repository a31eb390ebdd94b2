'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

type NavLinkProps = {
  readonly href: string
  readonly also?: readonly string[]
  readonly className?: string
  readonly children: ReactNode
}

/** A link of the rail or the bottom bar; it is current on its page and on those below `also`. */
export function NavLink({ href, also = [], className, children }: NavLinkProps) {
  const path = usePathname()
  const current = [href, ...also].some((root) => path === root || path.startsWith(`${root}/`))
  return (
    <a className={className} href={href} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  )
}
