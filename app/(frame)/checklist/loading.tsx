import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'

export default function Loading() {
  const t = useTranslations('checklist')
  return (
    <main className="col" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('title')}</h1>
      </div>
      <Bones />
    </main>
  )
}
