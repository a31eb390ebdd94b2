import type { ReactNode } from 'react'
import { refuseForeignSignOut } from '#app/_data/sign-outs.ts'

type Props = { readonly children: ReactNode; readonly params: Promise<{ id: string }> }

/** Asked above the page's skeleton: once that has been sent, the status can no longer say that there is no such sign-out. */
export default async function SignOutLayout({ children, params }: Props) {
  await refuseForeignSignOut((await params).id)
  return children
}
