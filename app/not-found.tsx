import { getTranslations } from 'next-intl/server'
import { NothingHere } from './_components/nothing-here.tsx'

export default async function NotFound() {
  const t = await getTranslations('err')
  return <NothingHere title={t('notFound')} body={t('notFoundBody')} back={t('home')} />
}
