import { useTranslations } from 'next-intl'
import { GUIDE, mobileFigures } from '#domain/guide.ts'
import { modeOf } from '#domain/sample.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import { FiguresTable } from './figures-table.tsx'
import { useMeasured } from './use-measured.ts'

/** The guide's three figures for a phone's or tablet's choice, beside what was measured here. A combination has none of the guide's. */
export function MobileFigures({ asked }: { asked: AskedOptions }) {
  const t = useTranslations('so')
  const term = useTranslations('term')
  const ours = useMeasured('mobile')
  const guide = mobileFigures(asked)
  const seconds = (n: number) => t('seconds', { n })
  const megabytes = (n: number) => t('megabytes', { n })
  const column = (name: 'durationS' | 'freedMB' | 'reloginS', head: string, say: (n: number) => string) => ({
    head,
    guide: guide === null ? null : say(guide[name]),
    ours: { key: `mobile.${modeOf(asked)}.${name}`, say },
  })
  return (
    <FiguresTable
      ours={ours}
      columns={[
        column('durationS', term('duration'), seconds),
        column('freedMB', term('freed'), megabytes),
        column('reloginS', term('relogin'), seconds),
      ]}
    />
  )
}

/** The guide's row for a normal exit on Windows (R10 to R12). It has none for the quick one; we measure both. */
export function WindowsFigures({ exit }: { exit: 'full' | 'quick' }) {
  const t = useTranslations('so')
  const win = useTranslations('win')
  const ours = useMeasured('windows')
  const row = exit === 'full' ? 'normal' : 'quick'
  const { memReleasePct } = GUIDE.windows.normal
  const of = (guide: string) => (exit === 'full' ? guide : null)
  const start = (n: number) => (n === 0 ? win('normal') : n > 0 ? win('slower', { n }) : win('faster', { n: -n }))
  const whole = (n: number) => (n >= 100 ? win('complete') : n <= 0 ? win('damaged') : win('completeOf', { n }))
  return (
    <FiguresTable
      ours={ours}
      columns={[
        {
          head: win('memory'),
          guide: of(t('percent', { n: memReleasePct })),
          ours: { key: `windows.${row}.memReleasePct`, say: (n) => t('percent', { n }) },
        },
        { head: win('nextStart'), guide: of(win('normal')), ours: { key: `windows.${row}.nextStart`, say: start } },
        { head: win('data'), guide: of(win('complete')), ours: { key: `windows.${row}.integrity`, say: whole } },
      ]}
    />
  )
}

/** The guide's row of the level that is chosen (R19 to R27). What a level touches is said by the device's own manifest. */
export function MacFigures({ level }: { level: 'basic' | 'deep' | 'full' }) {
  const t = useTranslations('so')
  const mac = useTranslations('mac')
  const ours = useMeasured('mac')
  const { files, sizeMB, scope } = GUIDE.mac[level]
  const count = (n: number) => t('files', { n })
  const megabytes = (n: number) => t('megabytes', { n })
  return (
    <FiguresTable
      ours={ours}
      columns={[
        { head: mac('figFiles'), guide: count(files), ours: { key: `mac.${level}.files`, say: count } },
        { head: mac('figSize'), guide: megabytes(sizeMB), ours: { key: `mac.${level}.sizeMB`, say: megabytes } },
        { head: mac('figScope'), guide: mac(`scope.${scope}`), ours: null, word: mac('figScopeOurs') },
      ]}
    />
  )
}
