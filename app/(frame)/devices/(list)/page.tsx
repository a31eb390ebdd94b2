import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readDevices } from '#app/_data/devices.ts'
import { DevicesBoard } from '#app/_devices/devices-board.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('devices')
  return { title: t('title') }
}

export default async function DevicesPage() {
  const { list, signOuts, band } = await readDevices('/devices')
  return <DevicesBoard shown={{ list, signOuts }} band={band} />
}
