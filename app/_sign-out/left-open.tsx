import { useTranslations } from 'next-intl'
import type { LeftBehind } from '#protocol/sign-out.ts'
import { Inset } from '#app/_components/notice.tsx'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'

/** What this leaving left open of the four checks, and what is open still; the guide's estimate beside the sign-ins that came (7.1, 7.6). */
export function LeftOpen({ left: { missed, open, guideSignIns, signIns } }: { left: LeftBehind }) {
  const t = useTranslations('so')
  const clear = open === 0
  return (
    <div className="mt-5">
      <Inset tone={clear ? 'done' : 'wait'} icon={clear ? 'done' : 'late'}>
        <p>{clear ? t('leftNone', { missed }) : t('leftOpen', { missed, open })}</p>
        <p className="sub">
          <span className="block">
            {t('leftGuide', { x: guideSignIns })} <GuideTag />
          </span>
          <span className="block">
            {t('leftCame', { n: signIns })} <MeasuredTag />
          </span>
        </p>
        {!clear && (
          <p>
            <a href="/checklist">{t('leftGo')}</a>
          </p>
        )}
      </Inset>
    </div>
  )
}
