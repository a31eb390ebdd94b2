import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readLink } from '#app/_data/link.ts'
import { GateFrame } from '#app/_gate/gate-frame.tsx'
import { CopyLine } from '#app/_link/copy-line.tsx'
import { EnterCode } from '#app/_link/enter-code.tsx'
import { LinkHere } from '#app/_link/link-here.tsx'
import { Messages } from '#app/i18n/messages.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('term')
  return { title: t('linkDevice') }
}

/** On a device that is signed in: link another one. On any other: ask to be linked. */
export default async function LinkPage() {
  const data = await readLink()
  const t = await getTranslations()
  if (data.kind === 'new') {
    return (
      <Messages of={['gate', 'link', 'signin', 'gone']}>
        <GateFrame>
          <main id="main" className="max-w-[34rem]!">
            <h1 id="link-title" tabIndex={-1} className="mb-5">
              {t('link.thisTitle')}
            </h1>
            <LinkHere unfinished={data.unfinished} />
            <p className="mt-5 text-center">
              <a href="/sign-in">{t('link.password')}</a>
            </p>
          </main>
        </GateFrame>
      </Messages>
    )
  }
  return (
    <Messages of={['link', 'devices', 'signin', 'os']}>
      <main className="col lanes-col" id="main">
        <div className="head">
          <h1 tabIndex={-1}>{t('term.linkDevice')}</h1>
        </div>
        <div className="pair">
          <section aria-labelledby="enter-title">
            <h2 id="enter-title" className="mb-2">
              {t('link.enterTitle')}
            </h2>
            <EnterCode {...data} />
          </section>
          <section aria-labelledby="how-title">
            <h2 id="how-title" className="mb-2">
              {t('link.howTitle')}
            </h2>
            <div className="panel stack">
              <ol className="ord">
                <li>
                  <span>
                    {t.rich('link.how1', {
                      url: () => <span className="mono">{`${data.origin.replace(/^https?:\/\//, '')}/link`}</span>,
                    })}
                  </span>
                </li>
                <li>{t('link.how2')}</li>
                <li>{t('link.how3')}</li>
              </ol>
              <div>
                <p className="mb-2">{t('link.terminal')}</p>
                <CopyLine
                  text={`curl -fsSL ${data.origin}/agent.mjs -o signoff.mjs && node signoff.mjs link ${data.origin}`}
                />
                <p className="sub mt-2">{t('link.terminalHint')}</p>
              </div>
            </div>
          </section>
        </div>
      </main>
    </Messages>
  )
}
