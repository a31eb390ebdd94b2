import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Icon } from '#app/_components/icon.tsx'
import { MembersTable, membersOf } from './members-table.tsx'
import { refusalsOf, type Call, type Operation } from './openapi.ts'
import { SchemaText } from './schema-text.tsx'

type CallSectionProps = { readonly call: Call; readonly common: ReadonlySet<string> }

/** One call: what it is for, what it takes, what it answers, and how it refuses. */
export function CallSection({ call: { method, path, operation }, common }: CallSectionProps) {
  const t = useTranslations('docs')
  const refusals = refusalsOf(operation).filter(({ code }) => !common.has(code))
  return (
    <details className="fold border-line not-first:border-t" id={operation.operationId}>
      <summary className="px-4 py-2">
        <Icon name="chev" />
        <span className="min-w-0">
          <span className="mono block break-words">
            <b className="inline-block w-14 font-semibold">{method}</b> {path}
          </span>
          <span className="sub block font-normal" lang="en">
            {operation.summary}
          </span>
        </span>
      </summary>
      <div className="stack px-4 pt-1 pb-4">
        {operation.security.length === 0 && (
          <p className="sub">
            {t('auth')}: {t('anyone')}
          </p>
        )}
        <Parameters operation={operation} />
        <Body operation={operation} />
        <Answers operation={operation} />
        {refusals.length > 0 && (
          <Part title={t('refusals')}>
            <ul className="grid gap-1 text-sm" lang="en">
              {refusals.map(({ status, code, detail }) => (
                <li key={`${status} ${code}`}>
                  <span className="num">{status}</span> {code !== '' && <code className="mono">{code}</code>}{' '}
                  <span className="text-ink-2">{detail}</span>
                </li>
              ))}
            </ul>
          </Part>
        )}
      </div>
    </details>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1">{title}</h3>
      {children}
    </div>
  )
}

function Parameters({ operation: { parameters = [] } }: { operation: Operation }) {
  const t = useTranslations('docs')
  if (parameters.length === 0) return null
  const rows = parameters.map(({ name, required, schema, description }) => ({
    name,
    required: required === true,
    schema,
    ...(description === undefined ? {} : { about: description }),
  }))
  return (
    <Part title={t('parameters')}>
      <MembersTable rows={rows} caption={t('parameters')} />
    </Part>
  )
}

function Body({ operation: { requestBody } }: { operation: Operation }) {
  const t = useTranslations('docs')
  const [first] = Object.entries(requestBody?.content ?? {})
  if (first === undefined) return null
  const [type, { schema, example }] = first
  const rows = schema === undefined ? [] : membersOf(schema)
  return (
    <Part title={t('body')}>
      <p className="text-sm">
        <span className="dim">{type}</span> {rows.length === 0 && <SchemaText schema={schema} />}
      </p>
      {rows.length > 0 && <MembersTable rows={rows} caption={t('body')} />}
      <Example value={example} />
    </Part>
  )
}

function Answers({ operation: { responses } }: { operation: Operation }) {
  const t = useTranslations('docs')
  const good = Object.entries(responses).filter(([status]) => Number(status) < 400)
  return (
    <Part title={t('answers')}>
      {good.map(([status, { content, description }]) => {
        const [first] = Object.entries(content ?? {})
        return (
          <div key={status}>
            <p className="text-sm">
              <span className="num">{status}</span>{' '}
              {first === undefined ? (
                t('none')
              ) : first[0] === 'application/json' ? (
                <SchemaText schema={first[1].schema} />
              ) : (
                <span lang="en">
                  {first[0]}: {description}
                </span>
              )}
            </p>
            <Example value={first?.[1].example} />
          </div>
        )
      })}
    </Part>
  )
}

function Example({ value }: { value: unknown }) {
  const t = useTranslations('docs')
  if (value === undefined) return null
  return (
    <figure className="mt-2">
      <figcaption className="sub">{t('example')}</figcaption>
      <pre className="mono mt-1 rounded-md bg-sunken p-3 text-xs break-words whitespace-pre-wrap">
        {JSON.stringify(value, null, 2)}
      </pre>
    </figure>
  )
}
