import { useTranslations } from 'next-intl'
import { GUIDE } from '#domain/guide.ts'
import { Copyable } from '#app/_components/copyable.tsx'
import { Icon } from '#app/_components/icon.tsx'
import { Inset } from '#app/_components/notice.tsx'

/** Quoted, and from the home folder: the shell does not read `~` within quotes. */
const CONTAINER = `"$HOME/${GUIDE.mac.container.slice(2)}"`
const LISTING = [
  { key: 'processes', line: `pgrep -fl ${GUIDE.mac.process}` },
  { key: 'list', line: `ls -la ${CONTAINER}` },
  { key: 'plists', line: `find ${CONTAINER} -name "*.plist"` },
  { key: 'size', line: `du -sh ${CONTAINER}` },
] as const
const DELETING = [
  { key: 'end', line: `pkill -x ${GUIDE.mac.process}` },
  { key: 'delete', line: `rm -rf ${CONTAINER}` },
] as const

/** The same by hand in Terminal (guide statement 3.7): first what only lists, explained line by line; what deletes is folded away. */
export function MacCommands() {
  const t = useTranslations('macPage')
  return (
    <section className="sec" aria-labelledby="commands-title">
      <div className="sec-head">
        <h2 id="commands-title">{t('terminal')}</h2>
      </div>
      <p className="sub">{t('terminalMore')}</p>
      <ol className="mac-lines">
        {LISTING.map(({ key, line }) => (
          <li key={key}>
            <Copyable text={line} />
            <p className="sub">{t(`line.${key}`)}</p>
          </li>
        ))}
      </ol>
      <details className="fold">
        <summary>
          <Icon name="chev" />
          {t('deleteTitle')}
        </summary>
        <Inset tone="bad" icon="late">
          <p>{t('containerWarn')}</p>
        </Inset>
        <ol className="mac-lines">
          {DELETING.map(({ key, line }) => (
            <li key={key}>
              <Copyable text={line} />
              <p className="sub">{t(`line.${key}`)}</p>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
