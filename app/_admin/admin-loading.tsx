import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'
import type { AdminRoom } from '#app/_frame/admin-rooms.ts'

/** The title of a page for administrators, and bones where its rows will be. */
export function AdminLoading({ name }: { name: AdminRoom['name'] | 'templates' }) {
  const t = useTranslations('nav')
  return (
    <main className="col mid-col wide" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t(name)}</h1>
      </div>
      <Bones rows={8} />
    </main>
  )
}
