import { useTranslations } from 'next-intl'
import { GUIDE, mobileFigures } from '#domain/guide.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import { GuideTag, MeasuredTag } from '#app/_components/tag.tsx'

/** What this installation measured of the same choice; null until there are 5 samples. */
export type Measured = { readonly durationS: number; readonly freedMB: number; readonly reloginS: number } | null

/** The guide's three figures for a phone's or tablet's choice, beside what was measured here. A combination has none. */
export function MobileFigures({ asked, measured }: { asked: AskedOptions; measured: Measured }) {
  const t = useTranslations('so')
  const term = useTranslations('term')
  const guide = mobileFigures(asked)
  const cells = (figures: Measured, none: string) =>
    figures === null
      ? [none, none, none]
      : [
          t('seconds', { n: figures.durationS }),
          t('megabytes', { n: figures.freedMB }),
          t('seconds', { n: figures.reloginS }),
        ]
  return (
    <>
      <Figures
        heads={[term('duration'), term('freed'), term('relogin')]}
        guide={cells(guide, t('noFigureCell'))}
        noGuide={guide === null}
        measured={cells(measured, '–')}
        noMeasured={measured === null}
      />
      {guide === null && <p className="sub">{t('noFigure')}</p>}
      {measured === null && <p className="sub">{t('measuredAfter')}</p>}
    </>
  )
}

/** The guide's row for a normal exit on Windows (R10 to R12). It has none for the quick one. */
export function WindowsFigures({ exit }: { exit: 'full' | 'quick' }) {
  const t = useTranslations('so')
  const win = useTranslations('win')
  const none = t('noFigureCell')
  const guide =
    exit === 'full'
      ? [t('percent', { n: GUIDE.windows.normal.memReleasePct }), win('normal'), win('complete')]
      : [none, none, none]
  return (
    <>
      <Figures
        heads={[win('memory'), win('nextStart'), win('data')]}
        guide={guide}
        noGuide={exit !== 'full'}
        measured={['–', '–', '–']}
        noMeasured
      />
      <p className="sub">{t('measuredAfter')}</p>
    </>
  )
}

type FiguresProps = {
  readonly heads: readonly string[]
  readonly guide: readonly string[]
  readonly noGuide: boolean
  readonly measured: readonly string[]
  readonly noMeasured: boolean
}

function Figures({ heads, guide, noGuide, measured, noMeasured }: FiguresProps) {
  const line = (cells: readonly string[], none: boolean) =>
    cells.map((cell, i) => (
      <td key={i} className={none ? 'v none' : 'v'}>
        {cell}
      </td>
    ))
  return (
    <table className="figs">
      <thead>
        <tr>
          <td />
          {heads.map((head) => (
            <th key={head} scope="col" className="h">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <GuideTag />
          </th>
          {line(guide, noGuide)}
        </tr>
        <tr>
          <th scope="row">
            <MeasuredTag />
          </th>
          {line(measured, noMeasured)}
        </tr>
      </tbody>
    </table>
  )
}
