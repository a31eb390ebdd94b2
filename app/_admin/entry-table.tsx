import { useTranslations } from 'next-intl'
import { dateTime } from '#app/_components/times.ts'
import { useTimeStyle } from '#app/_components/use-time-style.ts'
import { useEntryWords, type ShownEntry } from '#app/_activity/entry-words.ts'

type EntryTableProps = {
  readonly entries: readonly ShownEntry[]
  readonly names: Readonly<Record<string, string>>
  /** Whose log it is, when the page is not about one member alone. */
  readonly withMember: boolean
  /** The organisation's: what was done is told by its clocks, whoever reads it. */
  readonly zone: string
}

/** The log as a table: time, who, what, to whom, from where, why. */
export function EntryTable({ entries, names, withMember, zone }: EntryTableProps) {
  const t = useTranslations('adminAudit')
  const own = useTimeStyle()
  const style = { ...own, zone }
  const words = useEntryWords(names, 'self')
  const rows = entries.map((entry) => ({ entry, said: words(entry) }))
  // A column that nobody has anything in says nothing.
  const withFrom = rows.some(({ said }) => said.from !== null && said.from !== '')
  const withWhy = rows.some(({ said }) => said.why !== null && said.why !== '')
  return (
    <div className="group tablebox">
      <table className="table cards roomy">
        <caption className="vh">{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{own.zone === zone ? t('time') : t('timeIn', { zone })}</th>
            {withMember && <th scope="col">{t('member')}</th>}
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('who')}</th>
            {withFrom && <th scope="col">{t('from')}</th>}
            {withWhy && <th scope="col">{t('why')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ entry, said: { what, who, from, why } }) => {
            return (
              <tr key={`${entry.stream} ${entry.seq}`} className="plain">
                <td className="num dim c-wide">
                  <time dateTime={entry.at}>{dateTime(entry.at, style, true)}</time>
                </td>
                {withMember && (
                  <td className="c-wide">
                    {names[entry.stream] === undefined ? (
                      <span className="dim">{t('organisation')}</span>
                    ) : (
                      <a href={`/admin/members/${entry.stream}?tab=audit`}>
                        <b>{names[entry.stream]}</b>
                      </a>
                    )}
                  </td>
                )}
                <td className="c-wide wrap">{entry.erased ? <span className="dim">{t('erased')}</span> : what}</td>
                <td>{who ?? ''}</td>
                {withFrom && <td className="dim">{from ?? ''}</td>}
                {withWhy && <td className="c-wide wrap dim">{why ?? ''}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
