import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readDevices } from '#app/_data/devices.ts'
import { DeviceSheet } from '#app/_devices/device-sheet.tsx'

type Props = { readonly params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('device')
  return { title: t('facts') }
}

export default async function DevicePage({ params }: Props) {
  const { id } = await params
  const { list, signOuts, band } = await readDevices(`/devices/${id}`)
  return (
    <DeviceSheet id={id} shown={{ list, signOuts: signOuts.filter(({ device }) => device.id === id) }} band={band} />
  )
}
