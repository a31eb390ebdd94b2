import { useTranslations } from 'next-intl'
import { PageLoading } from '#app/_components/page-loading.tsx'

export default function Loading() {
  const t = useTranslations('devices')
  return <PageLoading title={t('title')} />
}
