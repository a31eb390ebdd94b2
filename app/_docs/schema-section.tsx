import type { Schema } from './openapi.ts'
import { membersOf, MembersTable } from './members-table.tsx'
import { SchemaText } from './schema-text.tsx'

/** One named object. */
export function SchemaSection({ name, schema }: { name: string; schema: Schema }) {
  const rows = membersOf(schema)
  return (
    <div className="group mb-4 scroll-mt-14 overflow-hidden" id={`object-${name}`}>
      <h3 className="mono border-line px-4 py-2.5">{name}</h3>
      {schema.description !== undefined && <p className="sub px-4 pb-2">{schema.description}</p>}
      {rows.length > 0 ? (
        <MembersTable rows={rows} caption={name} />
      ) : (
        <p className="px-4 pb-3 text-sm">
          <SchemaText schema={schema} />
        </p>
      )}
    </div>
  )
}
