import type { ReactNode } from 'react'
import { refuseForeignDevice } from '#app/_data/devices.ts'

type Props = { readonly children: ReactNode; readonly params: Promise<{ id: string }> }

/** Asked above the page's skeleton: once that has been sent, the status can no longer say that there is no such device. */
export default async function DeviceLayout({ children, params }: Props) {
  await refuseForeignDevice((await params).id)
  return children
}
