import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PolicyForm } from '#app/_admin/policy-form.tsx'
import { readPolicy } from '#app/_data/admin-policy.ts'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('adminPolicy')
  return { title: t('title') }
}

export default async function PolicyPage() {
  const [data, t] = await Promise.all([readPolicy(), getTranslations('adminPolicy')])
  return (
    <Messages of={['admin', 'adminPolicy', 'so']}>
      <main className="col mid-col wide" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('title')}</h1>
            <p className="sub">{t('sub')}</p>
          </div>
        </div>
        <PolicyForm data={data} />
      </main>
    </Messages>
  )
}
