import { useTranslations } from 'next-intl'
import { Notice } from '#app/_components/notice.tsx'

/** After an important change the guide has every device refreshed by hand (guide statement 4.7): one button asks all that stay. */
export function CheckPrompt({ n, onCheck }: { n: number; onCheck: () => void }) {
  const t = useTranslations('devices')
  if (n === 0) return null
  return (
    <Notice
      icon="sync"
      action={
        <button type="button" className="btn" onClick={onCheck}>
          {t('checkAll')}
        </button>
      }
    >
      {t('afterAction')}
    </Notice>
  )
}
