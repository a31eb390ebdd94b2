import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { readOpenApi } from '#app/_data/api-docs.ts'
import { CallSection } from '#app/_docs/call-section.tsx'
import { callsByTag, commonCodes } from '#app/_docs/openapi.ts'
import { SchemaSection } from '#app/_docs/schema-section.tsx'
import { GateFrame } from '#app/_gate/gate-frame.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('title') }
}

/** The OpenAPI document, readable: rendered here, so it works without a script. */
export default async function ApiPage() {
  const [document, t] = await Promise.all([readOpenApi(), getTranslations('docs')])
  const groups = document === null ? [] : callsByTag(document).filter(({ calls }) => calls.length > 0)
  const common = document === null ? new Set<string>() : commonCodes(document)
  return (
    <GateFrame plain>
      <main id="main" className="max-w-[60rem]! pt-6!">
        <h1 tabIndex={-1}>{t('title')}</h1>
        <p className="mt-2 text-ink-2">{t('intro')}</p>
        <p className="mt-3">
          <a className="btn" href="/api/v1/openapi.json">
            {t('raw')}
          </a>
        </p>
        {document === null ? (
          <p className="error mt-6" role="alert">
            {t('unavailable')}
          </p>
        ) : (
          <>
            <p className="sub mt-4" lang="en">
              {document.info.description}
            </p>
            <nav className="mt-6" aria-label={t('filter')}>
              <ul className="flex flex-wrap gap-x-4 gap-y-2">
                {groups.map(({ tag }) => (
                  <li key={tag} lang="en">
                    <a href={`#${anchor(tag)}`}>{tag}</a>
                  </li>
                ))}
                <li>
                  <a href="#objects">{t('schemas')}</a>
                </li>
              </ul>
            </nav>
            {groups.map(({ tag, calls }) => (
              <section key={tag} className="sec scroll-mt-14" id={anchor(tag)} aria-labelledby={`${anchor(tag)}-title`}>
                <h2 id={`${anchor(tag)}-title`} className="mb-2" lang="en">
                  {tag}
                </h2>
                <div className="group">
                  {calls.map((call) => (
                    <CallSection key={call.operation.operationId} call={call} common={common} />
                  ))}
                </div>
              </section>
            ))}
            <section className="sec scroll-mt-14" id="objects" aria-labelledby="objects-title">
              <h2 id="objects-title" className="mb-2">
                {t('schemas')}
              </h2>
              <div className="group">
                {Object.entries(document.components.schemas).map(([name, schema]) => (
                  <SchemaSection key={name} name={name} schema={schema} />
                ))}
              </div>
            </section>
          </>
        )}
      </main>
    </GateFrame>
  )
}

function anchor(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}
