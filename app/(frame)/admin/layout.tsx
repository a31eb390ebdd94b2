import { cookies } from 'next/headers'
import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { AdminKeys } from '#app/_admin/admin-keys.tsx'
import { readRooms } from '#app/_data/frame.ts'
import { KEYS_COOKIE } from '#app/i18n/locale.ts'
import { Messages } from '#app/i18n/messages.tsx'
import '../../admin.css'
import '../../exits.css'

/**
 * The style and the keys of the administrators' pages. Who may open one is asked by its own data function: nothing is let in by a layout;
 * who may open none is told so here, while the status can still say it.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const rooms = await readRooms()
  if (rooms?.length === 0) notFound()
  return (
    <Messages of={['adminKeys']}>
      <AdminKeys rooms={rooms ?? []} letters={jar.get(KEYS_COOKIE)?.value !== 'off'}>
        {children}
      </AdminKeys>
    </Messages>
  )
}
