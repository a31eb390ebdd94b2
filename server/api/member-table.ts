import Papa from 'papaparse'
import { z } from 'zod'
import { DomainError } from '#domain/errors.ts'
import type { MemberRow, MemberTable } from '../commands/import-members.ts'

/** One commit holds them all, and every other write waits for it. */
const MOST_ROWS = 2_000
const REQUIRED = ['name', 'email'] as const
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, 'department', 'handlesCustomers'])
const CUSTOM = /^custom\.[^\s].{0,63}$/u
const email = z.email().max(320)

function refuse(code: string, field: string): DomainError {
  return new DomainError('invalid', { errors: [{ field, code }] })
}

/** RFC 4180, with or without a byte order mark. Throws `invalid` for what is no table. */
export function readMemberTable(csv: string): MemberTable {
  const { data, meta, errors } = Papa.parse<MemberRow>(csv.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
  })
  const columns = meta.fields ?? []
  const missing = REQUIRED.find((name) => !columns.includes(name))
  if (missing !== undefined) throw refuse('required', missing)
  const unknown = columns.find((name) => !KNOWN.has(name) && !CUSTOM.test(name))
  if (unknown !== undefined) throw refuse('unknown_column', unknown)
  if (errors.length > 0) throw refuse('bad_csv', String((errors[0]?.row ?? 0) + 1))
  if (data.length > MOST_ROWS) throw refuse('too_many_rows', String(MOST_ROWS))
  return { rows: data, isEmail: (text) => email.safeParse(text).success }
}
