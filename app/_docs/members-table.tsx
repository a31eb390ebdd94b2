import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { SchemaText } from './schema-text.tsx'
import type { Schema } from './openapi.ts'

export type MemberRow = {
  readonly name: string
  readonly required: boolean
  readonly schema: Schema | undefined
  readonly about?: ReactNode
}

/** Names, types and meanings: the members of an object, or the parameters of a call. Inner objects follow, indented by their path. */
export function MembersTable({ rows, caption }: { rows: readonly MemberRow[]; caption: string }) {
  const t = useTranslations('docs')
  return (
    <div className="tablebox">
      <table className="table">
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('type')}</th>
          </tr>
        </thead>
        <tbody lang="en">
          {rows.map(({ name, required, schema, about }) => (
            <tr key={name}>
              <th scope="row" className="align-top text-ink!">
                <code className="mono">{name}</code>
                {required && <span className="dim"> {t('required')}</span>}
              </th>
              <td className="whitespace-normal!">
                <SchemaText schema={schema} />
                {about !== undefined && <span className="sub block">{about}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The members of an object and of the objects that are written inside it. */
export function membersOf(schema: Schema, path = ''): MemberRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const row = {
      name: `${path}${name}`,
      required: schema.required?.includes(name) ?? false,
      schema: member,
      ...(member.description === undefined ? {} : { about: member.description }),
    }
    const { items } = member
    const list = typeof items === 'object' ? membersOf(items, `${path}${name}[].`) : []
    return [row, ...membersOf(member, `${path}${name}.`), ...list]
  })
}
