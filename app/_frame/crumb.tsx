'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { Icon } from '#app/_components/icon.tsx'

/** The way back, on pages below another one. */
export function Crumb() {
  const path = usePathname()
  const t = useTranslations('nav')
  const [room, , part] = path.split('/').slice(1)
  if (room === 'sign-outs' && part === 'receipt')
    return <Back href={path.slice(0, -'/receipt'.length)} name={t('devices')} />
  if (room === 'sign-outs' || path.startsWith('/devices/')) return <Back href="/devices" name={t('devices')} />
  if (path === '/link/enter' || path === '/l') return <Back href="/link" name={t('link')} />
  if (path === '/link') return <Back href="/devices" name={t('devices')} />
  if (path.startsWith('/guide/')) return <Back href="/guide" name={t('guide')} />
  if (path.startsWith('/approvals/')) return <Back href="/approvals" name={t('approvals')} />
  if (/^\/admin\/members\/./.test(path)) return <Back href="/admin/members" name={t('members')} />
  return null
}

function Back({ href, name }: { href: string; name: string }) {
  return (
    <a className="crumb" href={href}>
      <Icon name="back" />
      {name}
    </a>
  )
}
