import { useTranslations } from 'next-intl'
import { NavIcon, type NavIconName } from '#app/_components/icon.tsx'
import { Mark, Wordmark } from '#app/_components/wordmark.tsx'
import type { AdminRoom } from './admin-rooms.ts'
import { NavLink } from './nav-link.tsx'
import { WaitingCount } from './waiting-count.tsx'

type Item = {
  readonly href: string
  readonly icon: NavIconName
  readonly name: 'devices' | 'approvals' | 'guide' | 'contacts' | 'activity' | 'checklist' | 'settings'
  /** In the rail alone: the phone's bottom bar has room for four, and its “Me” leads on. */
  readonly railOnly?: true
  readonly also?: readonly string[]
}

const ITEMS: readonly Item[] = [
  { href: '/devices', icon: 'devices', name: 'devices', also: ['/sign-outs', '/link', '/l'] },
  { href: '/approvals', icon: 'approvals', name: 'approvals' },
  { href: '/guide', icon: 'guide', name: 'guide' },
  { href: '/contacts', icon: 'members', name: 'contacts', railOnly: true },
  { href: '/activity', icon: 'activity', name: 'activity', railOnly: true },
  { href: '/checklist', icon: 'list', name: 'checklist', railOnly: true, also: ['/hand-overs'] },
  { href: '/settings', icon: 'me', name: 'settings', also: ['/me'] },
]

/** The rail: 232 px, icons alone below 1080, gone on phones. */
export function Rail({ rooms }: { rooms: readonly AdminRoom[] }) {
  const t = useTranslations('nav')
  const app = useTranslations('app')
  return (
    <nav className="rail" aria-label={app('main')}>
      <a className="brand" href="/devices" aria-label={app('name')}>
        <Wordmark />
        <Mark />
      </a>
      {ITEMS.map(({ href, icon, name, also }) => (
        <NavLink key={href} className="nav" href={href} also={also ?? []}>
          <NavIcon name={icon} />
          <span className="lbl">{t(name)}</span>
          {name === 'approvals' && <WaitingCount />}
        </NavLink>
      ))}
      {rooms.length > 0 && (
        <>
          <hr />
          <div className="cap">{t('admin')}</div>
        </>
      )}
      {rooms.map(({ href, icon, name, also }) => (
        <NavLink key={href} className="nav" href={href} also={also ?? []}>
          <NavIcon name={icon} />
          <span className="lbl">{t(name)}</span>
        </NavLink>
      ))}
    </nav>
  )
}

const SHORT = {
  devices: 'devicesShort',
  approvals: 'approvalsShort',
  guide: 'guideShort',
  contacts: 'contacts',
  activity: 'activity',
  checklist: 'checklist',
  settings: 'me',
} as const

/** The phone's bottom bar. Its “Me” is where the guide's path begins (guide statement 1.2). */
export function TabsBottom() {
  const t = useTranslations('nav')
  const app = useTranslations('app')
  return (
    <nav className="tabs-bottom" aria-label={app('main')}>
      {ITEMS.filter(({ railOnly }) => railOnly !== true).map(({ href, icon, name, also }) => (
        <NavLink key={href} href={name === 'settings' ? '/me' : href} also={[href, ...(also ?? [])]}>
          <NavIcon name={icon} />
          <span>{t(SHORT[name])}</span>
          {name === 'approvals' && <WaitingCount />}
        </NavLink>
      ))}
    </nav>
  )
}
