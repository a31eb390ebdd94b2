'use client'
import { useTranslations } from 'next-intl'
import type { DeviceView } from '#protocol/device.ts'
import { Menu, type MenuItem } from '#app/_components/menu.tsx'
import type { DeviceDeeds } from './use-device-deeds.tsx'

/** What else can be done with a device. Signing out here, on this device, is only in this menu, and worded differently. */
export function DeviceMenu({
  device,
  deeds,
  details = true,
}: {
  device: DeviceView
  deeds: DeviceDeeds
  details?: boolean
}) {
  const t = useTranslations()
  const items: MenuItem[] = [{ key: 'rename', label: t('devices.rename'), run: () => deeds.rename(device) }]
  if (details) items.push({ key: 'details', label: t('devices.details'), href: `/devices/${device.id}` })
  if (!device.current) items.push({ key: 'check', label: t('term.checkNow'), run: () => void deeds.check([device]) })
  items.push({
    key: 'share',
    label: t(device.shared ? 'devices.unmarkShared' : 'devices.markShared'),
    run: () => void deeds.share(device),
  })
  if (device.current)
    items.push({ key: 'out', label: t('devices.signOutSelf'), run: () => deeds.ask({ kind: 'device', device }) })
  return <Menu label={t('app.more', { name: device.name })} items={items} />
}
