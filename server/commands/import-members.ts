import Papa from 'papaparse'
import { z } from 'zod'
import { mayOn, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { normalizeEmail, type Department } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { inviteNew, type Invited, type NewMember } from './create-member.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** One commit holds them all, and every other write waits for it. */
export const MOST_ROWS = 2_000

export type RowError = { readonly row: number; readonly column: string; readonly code: string }
export type Imported = {
  readonly rows: number
  readonly valid: number
  readonly errors: readonly RowError[]
  readonly invited: readonly Invited[]
}
type Row = Readonly<Record<string, string>>

const REQUIRED = ['name', 'email'] as const
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, 'department', 'handlesCustomers'])
const CUSTOM = /^custom\.[^\s].{0,63}$/u
const email = z.email().max(320)
const YES = /^(1|true|yes|y|是)$/i
const NO = /^(|0|false|no|n|否)$/i

/**
 * Adds the members of a CSV file, all or none. `dryRun` only says what would be: each row's errors by column. Without it a file with an
 * error is refused whole: `invalid {rows, valid, errors}`. Roles are never imported.
 */
export async function importMembers(ports: Ports, viewer: Viewer, csv: string, dryRun: boolean): Promise<Imported> {
  const rows = readRows(csv)
  const imported = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const { asks, errors } = await check(tx, viewer, rows)
    const found = { rows: rows.length, valid: asks.length, errors }
    if (dryRun) return { ...found, invited: [] }
    if (errors.length > 0) throw new DomainError('invalid', { ...found, errors: errors.map(asField) })
    const invited: Invited[] = []
    for (const ask of asks) invited.push(await inviteNew(ports, tx, viewer, ask))
    return { ...found, invited }
  })
  for (const { member } of imported.invited) ports.bell.ring(member.id)
  return imported
}

function asField(error: RowError) {
  return { ...error, field: `${error.row}.${error.column}` }
}

function refuse(code: string, field: string): DomainError {
  return new DomainError('invalid', { errors: [{ field, code }] })
}

/** RFC 4180, with or without a byte order mark. Throws `invalid` for what is no table. */
function readRows(csv: string): readonly Row[] {
  const { data, meta, errors } = Papa.parse<Row>(csv.replace(/^\uFEFF/, ''), {
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
  return data
}

async function check(
  tx: Writes,
  viewer: Viewer,
  rows: readonly Row[],
): Promise<{ asks: NewMember[]; errors: RowError[] }> {
  const departments = await tx.members.departments()
  const { policy } = await requireOrg(tx.org)
  const seen = new Set<string>()
  const asks: NewMember[] = []
  const errors: RowError[] = []
  for (const [i, row] of rows.entries()) {
    const address = normalizeEmail(row['email'] ?? '')
    const taken = address !== '' && (await tx.members.byEmail(address)) !== null
    const department = departmentOf(row['department'] ?? '', departments)
    const place = department === undefined ? null : department
    const subject = { memberId: '', departmentId: place, roles: [] }
    const wrong = [
      ...textErrors(row, address),
      ...(taken ? [['email', 'taken']] : seen.has(address) ? [['email', 'twice']] : []),
      ...(department === undefined || mayOn(viewer, 'edit', subject, policy) !== 'yes'
        ? [['department', 'unknown']]
        : []),
    ]
    seen.add(address)
    for (const [column = '', code = ''] of wrong) errors.push({ row: i + 1, column, code })
    if (wrong.length === 0) asks.push({ ...fieldsOf(row), email: address, departmentId: place })
  }
  return { asks, errors }
}

/** By name or id; null for none, undefined for an unknown one. Of two with one name it is neither: only the id says which. */
function departmentOf(asked: string, departments: readonly Department[]): string | null | undefined {
  const text = asked.trim()
  if (text === '') return null
  const found = departments.filter(({ id, name }) => id === text || name === text)
  return found.length === 1 ? found[0]?.id : undefined
}

function textErrors(row: Row, address: string): string[][] {
  const name = (row['name'] ?? '').trim()
  const customers = (row['handlesCustomers'] ?? '').trim()
  const custom = Object.entries(row).filter(([column]) => column.startsWith('custom.'))
  return [
    ...(name === '' ? [['name', 'required']] : name.length > 200 ? [['name', 'too_long']] : []),
    ...(address === '' ? [['email', 'required']] : email.safeParse(address).success ? [] : [['email', 'bad_format']]),
    ...(YES.test(customers) || NO.test(customers) ? [] : [['handlesCustomers', 'bad_value']]),
    ...custom.filter(([, value]) => value.length > 1_000).map(([column]) => [column, 'too_long']),
  ]
}

function fieldsOf(row: Row): Pick<NewMember, 'name' | 'handlesCustomers' | 'customFields'> {
  const custom = Object.entries(row).filter(([column, value]) => column.startsWith('custom.') && value.trim() !== '')
  return {
    name: (row['name'] ?? '').trim(),
    handlesCustomers: YES.test((row['handlesCustomers'] ?? '').trim()),
    customFields: Object.fromEntries(custom.map(([column, value]) => [column.slice('custom.'.length), value.trim()])),
  }
}
