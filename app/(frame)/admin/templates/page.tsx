import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RUN_KINDS } from '#domain/exit/run.ts'
import { readTemplates } from '#app/_data/templates.ts'
import { TemplateForm } from '#app/_templates/template-form.tsx'
import { Messages } from '#app/i18n/messages.tsx'

type Search = Promise<Record<string, string | string[] | undefined>>

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('templates')
  return { title: t('title') }
}

export default async function TemplatesPage({ searchParams }: { searchParams: Search }) {
  const { kind: asked } = await searchParams
  const kind = RUN_KINDS.find((one) => one === asked) ?? 'offboarding'
  const [{ templates, mayEdit }, t] = await Promise.all([readTemplates(), getTranslations()])
  const template = templates.find((one) => one.kind === kind)
  return (
    <Messages of={['admin', 'templates', 'exits', 'so']}>
      <main className="col mid-col" id="main">
        <div className="head">
          <div>
            <h1 tabIndex={-1}>{t('templates.title')}</h1>
            <p className="sub">{t('templates.sub')}</p>
          </div>
        </div>
        <nav className="tabs" aria-label={t('exits.what')}>
          {templates.map((one) => (
            <a
              key={one.kind}
              href={`/admin/templates?kind=${one.kind}`}
              aria-current={one.kind === kind ? 'page' : undefined}
            >
              {t(`exits.kind.${one.kind}`)}
              <span className="num">v{one.version}</span>
            </a>
          ))}
        </nav>
        {!mayEdit && <p className="sub mb-4">{t('templates.readOnly')}</p>}
        {template !== undefined && <TemplateForm key={kind} template={template} mayEdit={mayEdit} />}
      </main>
    </Messages>
  )
}
