import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import type { MacCount } from '#domain/mac-exit.ts'
import type { MacExitView } from '#protocol/mac-exit.ts'
import { GuideTag } from '#app/_components/tag.tsx'
import { MacCountField } from './mac-count-field.tsx'
import type { ChangeMac } from './use-mac-exit.ts'

type MacCountsProps = { readonly exit: MacExitView; readonly change: ChangeMac }
const LEVELS = ['basic', 'deep', 'full'] as const
const MB = 1_000_000

/** The guide's counts (3.6, 3.8 to 3.16), and beside them what somebody counted on this Mac. */
export function MacCounts({ exit, change }: MacCountsProps) {
  const t = useTranslations('macPage')
  const mac = useTranslations('mac')
  const so = useTranslations('so')
  const found = (count: MacCount, name: string, unit = 1) => (
    <MacCountField
      name={name}
      value={exit.found[count]}
      unit={unit}
      onSave={(n) => void change({ found: { [count]: n } })}
    />
  )
  return (
    <section className="sec" aria-labelledby="counts-title">
      <div className="sec-head">
        <h2 id="counts-title">{t('counts')}</h2>
        <GuideTag />
      </div>
      <p className="sub mb-2">{t('countsMore')}</p>
      <div className="group">
        <table className="table mac-counts">
          <caption className="vh">{t('counts')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('guideFiles')}</th>
              <th scope="col">{t('found')}</th>
              <th scope="col">{t('guideSize')}</th>
              <th scope="col">{t('foundSize')}</th>
              <th scope="col">{t('scope')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('plists')}</th>
              <td className="num" data-label={t('guideFiles')}>
                {t('about', { n: so('files', { n: GUIDE.mac.leftoverPlists }) })}
              </td>
              <td data-label={t('found')}>{found('plists', t('foundOf', { name: t('plists') }))}</td>
              <td className="none">–</td>
              <td className="none">–</td>
              <td className="none">–</td>
            </tr>
            {LEVELS.map((level) => (
              <tr key={level}>
                <th scope="row">{mac(`level.${level}`)}</th>
                <td className="num" data-label={t('guideFiles')}>
                  {so('files', { n: GUIDE.mac[level].files })}
                </td>
                <td data-label={t('found')}>{found(level, t('foundOf', { name: mac(`level.${level}`) }))}</td>
                <td className="num" data-label={t('guideSize')}>
                  {so('megabytes', { n: GUIDE.mac[level].sizeMB })}
                </td>
                <td data-label={t('foundSize')}>
                  {found(`${level}Bytes`, t('foundSizeOf', { name: mac(`level.${level}`) }), MB)}
                </td>
                <td data-label={t('scope')}>{mac(`scope.${GUIDE.mac[level].scope}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
