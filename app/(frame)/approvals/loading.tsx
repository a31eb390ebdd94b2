import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'

export default function Loading() {
  const t = useTranslations('nav')
  return (
    <main className="col" id="main">
      <div className="head">
        <h1>{t('approvals')}</h1>
      </div>
      <Bones rows={2} />
    </main>
  )
}
