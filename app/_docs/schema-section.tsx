import { Icon } from '#app/_components/icon.tsx'
import { membersOf, MembersTable } from './members-table.tsx'
import type { Schema } from './openapi.ts'
import { SchemaText } from './schema-text.tsx'

/** One named object, folded. A link to it leads inside the fold, so that the browser opens it. */
export function SchemaSection({ name, schema }: { name: string; schema: Schema }) {
  const rows = membersOf(schema)
  return (
    <details className="fold border-line not-first:border-t">
      <summary className="px-4">
        <Icon name="chev" />
        <span className="mono">{name}</span>
      </summary>
      <div className="scroll-mt-28 pb-3" id={`object-${name}`}>
        {schema.description !== undefined && <p className="sub px-4 pb-2">{schema.description}</p>}
        {rows.length > 0 ? (
          <MembersTable rows={rows} caption={name} />
        ) : (
          <p className="px-4 text-sm">
            <SchemaText schema={schema} />
          </p>
        )}
      </div>
    </details>
  )
}
