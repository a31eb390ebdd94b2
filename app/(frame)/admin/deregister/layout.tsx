import type { ReactNode } from 'react'
import { refuseWithout } from '#app/_data/admin.ts'

/** Asked above the skeleton, which takes the status with it: closing is the owner’s alone. */
export default async function DeregisterLayout({ children }: { readonly children: ReactNode }) {
  await refuseWithout('restored')
  return children
}
