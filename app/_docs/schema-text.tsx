import { Fragment, type ReactNode } from 'react'
import { boundsOf, nameOf, type Schema } from './openapi.ts'

/** The type of a value in one line; named objects are links. */
export function SchemaText({ schema }: { schema: Schema | boolean | undefined }) {
  if (schema === undefined || typeof schema === 'boolean') return <code className="mono">any</code>
  const name = nameOf(schema)
  if (name !== null)
    return (
      <a className="mono" href={`#object-${name}`}>
        {name}
      </a>
    )
  const parts = schema.anyOf ?? schema.oneOf
  if (parts !== undefined) return <Joined by=" | " parts={parts} />
  if (schema.allOf !== undefined) return <Joined by=" & " parts={schema.allOf} />
  if (schema.items !== undefined && schema.items !== false)
    return (
      <>
        <SchemaText schema={schema.items} />
        <span className="mono">[]</span>
      </>
    )
  const bounds = boundsOf(schema)
  return (
    <>
      <code className="mono">{plain(schema)}</code>
      {bounds !== '' && <span className="dim"> {bounds}</span>}
    </>
  )
}

function Joined({ parts, by }: { parts: readonly Schema[]; by: string }): ReactNode {
  return parts.map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <span className="mono">{by}</span>}
      <SchemaText schema={part} />
    </Fragment>
  ))
}

function plain(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.prefixItems !== undefined) return `[${schema.prefixItems.map(plain).join(', ')}]`
  const type = typeof schema.type === 'string' ? schema.type : (schema.type ?? ['any']).join(' | ')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}
