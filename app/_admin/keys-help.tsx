import { useTranslations } from 'next-intl'
import { Dialog } from '#app/_components/dialog.tsx'

const KEYS = [
  ['search', ['/']],
  ['rows', ['j', 'k']],
  ['select', ['x']],
  ['open', ['Enter']],
  ['end', ['e']],
  ['check', ['r']],
  ['pause', ['p']],
  ['clear', ['Esc']],
  ['palette', ['⌘ K', 'Ctrl K']],
  ['help', ['?']],
] as const

/** The keys and what they do. */
export function KeysHelp({ letters, onClose }: { letters: boolean; onClose: () => void }) {
  const t = useTranslations('adminKeys')
  const app = useTranslations('app')
  return (
    <Dialog
      title={t('help')}
      onClose={onClose}
      footer={
        <button type="button" className="btn main-act" onClick={onClose}>
          {app('close')}
        </button>
      }
    >
      <dl className="keys-list">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="sub">
        {t(letters ? 'on' : 'off')} <a href="/settings">{t('settings')}</a>
      </p>
    </Dialog>
  )
}
