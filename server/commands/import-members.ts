import { mayOn, type Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { normalizeEmail, type Department } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { inviteNew, type Invited, type NewMember } from './create-member.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

export type RowError = { readonly row: number; readonly column: string; readonly code: string }
export type Imported = {
  readonly rows: number
  readonly valid: number
  readonly errors: readonly RowError[]
  readonly invited: readonly Invited[]
}
/** One line of the file, by column (server/api/member-table.ts). */
export type MemberRow = Readonly<Record<string, string>>
export type MemberTable = { readonly rows: readonly MemberRow[]; readonly isEmail: (text: string) => boolean }

const YES = /^(1|true|yes|y|是)$/i
const NO = /^(|0|false|no|n|否)$/i

/**
 * Adds the members of a CSV file, all or none. `dryRun` only says what would be: each row's errors by column. Without it a file with an
 * error is refused whole: `invalid {rows, valid, errors}`. Roles are never imported.
 */
export async function importMembers(
  ports: Ports,
  viewer: Viewer,
  table: MemberTable,
  dryRun: boolean,
): Promise<Imported> {
  const { rows } = table
  const imported = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const { asks, errors } = await check(tx, viewer, table)
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

async function check(
  tx: Writes,
  viewer: Viewer,
  { rows, isEmail }: MemberTable,
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
      ...textErrors(row, address, isEmail),
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

function textErrors(row: MemberRow, address: string, isEmail: (text: string) => boolean): string[][] {
  const name = (row['name'] ?? '').trim()
  const customers = (row['handlesCustomers'] ?? '').trim()
  const custom = Object.entries(row).filter(([column]) => column.startsWith('custom.'))
  return [
    ...(name === '' ? [['name', 'required']] : name.length > 200 ? [['name', 'too_long']] : []),
    ...(address === '' ? [['email', 'required']] : isEmail(address) ? [] : [['email', 'bad_format']]),
    ...(YES.test(customers) || NO.test(customers) ? [] : [['handlesCustomers', 'bad_value']]),
    ...custom.filter(([, value]) => value.length > 1_000).map(([column]) => [column, 'too_long']),
  ]
}

function fieldsOf(row: MemberRow): Pick<NewMember, 'name' | 'handlesCustomers' | 'customFields'> {
  const custom = Object.entries(row).filter(([column, value]) => column.startsWith('custom.') && value.trim() !== '')
  return {
    name: (row['name'] ?? '').trim(),
    handlesCustomers: YES.test((row['handlesCustomers'] ?? '').trim()),
    customFields: Object.fromEntries(custom.map(([column, value]) => [column.slice('custom.'.length), value.trim()])),
  }
}
