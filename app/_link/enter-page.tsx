import { useTranslations } from 'next-intl'
import type { Approver } from '#app/_data/link.ts'
import { Messages } from '#app/i18n/messages.tsx'
import { EnterCode } from './enter-code.tsx'

/** Enter a code, see who asks, decide. */
export function EnterPage({ approver }: { approver: Approver }) {
  const t = useTranslations('link')
  return (
    <Messages of={['link', 'devices', 'signin', 'os']}>
      <main className="col max-w-[33rem]!" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t('enterPage')}</h1>
        </div>
        <EnterCode {...approver} />
      </main>
    </Messages>
  )
}
