import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Empty } from '#app/_components/empty.tsx'

/** A list with nothing in it: what will be there; or, where the filters leave nothing, the way to all of it. */
export function EmptyList({ all, filtered, children }: { all: string; filtered: boolean; children: ReactNode }) {
  const t = useTranslations('admin')
  return (
    <div className="group">
      <Empty
        action={
          filtered && (
            <a className="btn" href={all}>
              {t('showAll')}
            </a>
          )
        }
      >
        {children}
      </Empty>
    </div>
  )
}
