import type { ReactNode } from 'react'
import { refuseWithout } from '#app/_data/admin.ts'

/** Asked above the skeleton, which takes the status with it: HR administers members and runs alone. */
export default async function DevicesLayout({ children }: { readonly children: ReactNode }) {
  await refuseWithout('devices')
  return children
}
