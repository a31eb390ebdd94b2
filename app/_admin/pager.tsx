import { useTranslations } from 'next-intl'
import type { RefObject } from 'react'

type PagerProps = {
  readonly path: string
  readonly given: Readonly<Record<string, string | undefined>>
  readonly total: number | null
  readonly nextCursor: string | null
  /** Where the list reads on by itself, the link is what it watches, and what serves who has no script. */
  readonly below?: RefObject<HTMLAnchorElement | null>
}

/** A page with its filters; those that are not set are left out. */
export function addressOf(path: string, given: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(given).flatMap(([k, v]) => (v === undefined || v === '' ? [] : [[k, v]]))
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`
}

/** How many there are, and the way to the next page. */
export function Pager({ path, given, total, nextCursor, below }: PagerProps) {
  const t = useTranslations('admin')
  const to = (cursor: string | undefined) => addressOf(path, { ...given, cursor })
  return (
    <nav className="pager" aria-label={t('pages')}>
      <span className="num">{total === null ? t('many') : t('rows', { n: total })}</span>
      {given.cursor !== undefined && <a href={to(undefined)}>{t('first')}</a>}
      {nextCursor !== null && (
        <a ref={below} className="btn small push" href={to(nextCursor)}>
          {t('next')}
        </a>
      )}
    </nav>
  )
}
