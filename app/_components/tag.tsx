import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** A fixed property in a hairline box. `new` alone has a wash: it asks for attention. */
export function Tag({ kind, children }: { kind?: 'guide' | 'new'; children: ReactNode }) {
  return <span className={kind === undefined ? 'tag' : `tag ${kind}`}>{children}</span>
}

/** Every figure of the guide carries this, dashed; ours carries `MeasuredTag`. */
export function GuideTag() {
  const t = useTranslations('term')
  return <Tag kind="guide">{t('guideFigure')}</Tag>
}

export function MeasuredTag() {
  const t = useTranslations('term')
  return <Tag>{t('measured')}</Tag>
}
