import { useTranslations } from 'next-intl'
import { Bones } from '#app/_components/bones.tsx'

export default function Loading() {
  const t = useTranslations('nav')
  return (
    <main className="col" id="main">
      <div className="head">
        <h1 tabIndex={-1}>{t('contacts')}</h1>
      </div>
      <Bones />
    </main>
  )
}
