import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import { isSetUp } from '#app/_data/gate.ts'
import { Wizard } from '#app/_setup/wizard.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('setup')
  return { title: t('title') }
}

/** Founds the company. Once there is one, this page is no more (ux.md, part 5.9). */
export default async function SetUpPage() {
  if (await isSetUp()) notFound()
  return (
    <Messages of={['gate', 'setup', 'signin', 'link']}>
      <main className="mid" id="main">
        <Wizard policy={DEFAULT_POLICY} zones={Intl.supportedValuesOf('timeZone')} />
      </main>
    </Messages>
  )
}
