import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readEnded } from '#app/_data/gate.ts'
import { GoneDevice } from '#app/_live/gone-device.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('gone')
  return { title: t('title') }
}

/** The server shows this page, with status 401, at every path of a browser whose access has ended (server/pages.ts). */
export default async function SignedOutPage() {
  const signOut = await readEnded()
  return (
    <Messages of={['gone']}>
      <GoneDevice signOut={signOut} />
    </Messages>
  )
}
