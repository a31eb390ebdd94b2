import { useTranslations } from 'next-intl'

const PATH = [
  ['me', '/me'],
  ['settings', '/settings'],
  ['account', '/settings/account'],
  ['security', '/settings/security'],
] as const

/** The way of the guide, as far as this page: 我 › 设置 › 账号 (guide statement 1.2). */
export function PathLine({ at }: { at: 'me' | 'settings' | 'account' | 'security' }) {
  const t = useTranslations('settings')
  const shown = PATH.filter(([name], i) => i < PATH.length - 2 || name === at).slice(0, at === 'me' ? 1 : undefined)
  return (
    <nav className="sub mb-1" aria-label={t('path')}>
      <ol className="flex flex-wrap gap-1.5">
        {shown.map(([name, href]) => (
          <li key={name} className="flex gap-1.5">
            {name !== 'me' && <span aria-hidden="true">›</span>}
            {name === at ? <span aria-current="page">{t(name)}</span> : <a href={href}>{t(name)}</a>}
          </li>
        ))}
      </ol>
    </nav>
  )
}
