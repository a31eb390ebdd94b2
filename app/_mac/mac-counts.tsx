import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { GUIDE } from '#domain/guide.ts'
import type { MacCount } from '#domain/mac-exit.ts'
import type { MacExitView } from '#protocol/mac-exit.ts'
import { GuideTag } from '#app/_components/tag.tsx'
import type { ChangeMac } from './use-mac-exit.ts'

type MacCountsProps = { readonly exit: MacExitView; readonly change: ChangeMac }
const LEVELS = ['basic', 'deep', 'full'] as const

/** The guide's counts (3.6, 3.8 to 3.16), and beside them what somebody counted on this Mac. */
export function MacCounts({ exit, change }: MacCountsProps) {
  const t = useTranslations('macPage')
  const mac = useTranslations('mac')
  const so = useTranslations('so')
  const found = (count: MacCount, name: string) => (
    <Count
      name={t('foundOf', { name })}
      value={exit.found[count]}
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
      <div className="group scroll-x">
        <table className="table">
          <caption className="vh">{t('counts')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('what')}</th>
              <th scope="col">{t('guideFiles')}</th>
              <th scope="col">{t('found')}</th>
              <th scope="col">{t('guideSize')}</th>
              <th scope="col">{t('scope')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('plists')}</th>
              <td className="num">{t('about', { n: so('files', { n: GUIDE.mac.leftoverPlists }) })}</td>
              <td>{found('plists', t('plists'))}</td>
              <td>–</td>
              <td>–</td>
            </tr>
            {LEVELS.map((level) => (
              <tr key={level}>
                <th scope="row">{mac(`level.${level}`)}</th>
                <td className="num">{so('files', { n: GUIDE.mac[level].files })}</td>
                <td>{found(level, mac(`level.${level}`))}</td>
                <td className="num">{so('megabytes', { n: GUIDE.mac[level].sizeMB })}</td>
                <td>{mac(`scope.${GUIDE.mac[level].scope}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

type CountProps = { readonly name: string; readonly value: number | null; readonly onSave: (n: number | null) => void }

/** A count that is saved when somebody leaves the field; empty means that nobody has counted. */
function Count({ name, value, onSave }: CountProps) {
  const [typed, setTyped] = useState(value === null ? '' : String(value))
  const save = () => {
    const n = typed.trim() === '' ? null : Number(typed)
    if (n === value) return
    if (n !== null && (!Number.isInteger(n) || n < 0)) return setTyped(value === null ? '' : String(value))
    onSave(n)
  }
  return (
    <input
      className="input num count-field"
      type="number"
      min={0}
      step={1}
      inputMode="numeric"
      aria-label={name}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={save}
    />
  )
}
