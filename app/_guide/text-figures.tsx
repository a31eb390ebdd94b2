import { useLocale, useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import { NOTHING_MEASURED } from '#domain/measured.ts'
import { GuideTag } from '#app/_components/tag.tsx'
import { duration } from '#app/_components/times.ts'
import type { GuideData } from '#app/_data/guide.ts'
import type { TextFigure } from './scenes.ts'

/** The figures of the guide's running text (R28 to R37), each with its tag, and what holds or was measured here. */
export function TextFigures({ figures, data }: { figures: readonly TextFigure[]; data: GuideData }) {
  const t = useTranslations('guide')
  const guide = useGuideValue()
  const here = useHere(data)
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>{t('alone')}</h2>
      </div>
      <dl className="group dl gap-x-4 px-4 py-1">
        {figures.map((figure) => (
          <div className="contents" key={figure}>
            <dt>{t(`figure.${figure}`)}</dt>
            <dd>
              <span className="mr-2 font-medium">{guide[figure]}</span>
              <GuideTag />
              <span className="sub block">{here(figure)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function useGuideValue(): Readonly<Record<TextFigure, string>> {
  const t = useTranslations('guide')
  const { mobile, windows, mac, multi, admin, offboarding, checklist, deregistration } = GUIDE
  const [a, b] = deregistration.reviewDays
  return {
    keepExtraS: t('figure.keepExtraSVal'),
    clearContactsFirstLoadPct: t('figure.clearContactsVal', { n: mobile.clearContactsFirstLoadPct }),
    residentMemoryMB: t('val.mb', { n: windows.residentMemoryMB }),
    leftoverPlists: t('figure.leftoverPlistsVal', { n: mac.leftoverPlists }),
    maxDevices: t('figure.maxDevicesVal', { n: multi.maxDevices }),
    lag: t('figure.lagVal', { a: multi.lagMin, b: multi.lagMax }),
    repairMin: t('figure.repairMinVal', { n: admin.repairMin }),
    lossPct: t('val.pct', { n: offboarding.lossPct }),
    loginsPerMiss: t('figure.loginsPerMissVal', { n: checklist.loginsPerMiss }),
    reviewDays: t('figure.reviewDaysVal', { a, b }),
  }
}

const MEASURED = {
  keepExtraS: 'keepExtraS',
  clearContactsFirstLoadPct: 'clearContactsFirstLoadPct',
  residentMemoryMB: 'residentMemoryMB',
  lag: 'lagMs',
} as const

/** What stands beside a figure of the text: the policy's value, or our median. Some have neither. */
function useHere({ measured, policy }: GuideData): (figure: TextFigure) => string | null {
  const t = useTranslations('guide')
  const locale = useLocale()
  const said = {
    keepExtraS: (n: number) => t('val.s', { n }),
    clearContactsFirstLoadPct: (n: number) => `${n > 0 ? '+' : ''}${t('val.pct', { n })}`,
    residentMemoryMB: (n: number) => t('val.mb', { n }),
    lag: (n: number) => duration(n, locale),
  }
  const ours = (figure: keyof typeof MEASURED) => {
    const { n, median } = measured[MEASURED[figure]] ?? NOTHING_MEASURED
    if (median === null) return t('figure.notYet', { n })
    return t('figure.hereOf', { value: said[figure](Math.round(median * 10) / 10), n })
  }
  return (figure) => {
    if (figure === 'maxDevices') return t('figure.policy', { value: t('figure.maxDevicesVal', { n: policy.limit }) })
    if (figure === 'reviewDays') {
      const [a, b] = policy.reviewDays
      return t('figure.policy', { value: t('figure.reviewDaysVal', { a, b }) })
    }
    return isMeasured(figure) ? ours(figure) : null
  }
}

function isMeasured(figure: TextFigure): figure is keyof typeof MEASURED {
  return figure in MEASURED
}
