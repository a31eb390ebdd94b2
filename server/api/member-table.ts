import { z } from 'zod'
import type { MemberTable } from '../commands/import-members.ts'
import { readTable } from './csv-table.ts'

const MOST_ROWS = 2_000
const REQUIRED = ['name', 'email']
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, 'department', 'handlesCustomers'])
const CUSTOM = /^custom\.[^\s].{0,63}$/u
const email = z.email().max(320)

/** The members of a CSV file. Throws `invalid` for what is no table of members; what is wrong with single cells is told by row and column. */
export function readMemberTable(bytes: Uint8Array): MemberTable {
  const knows = (column: string) => KNOWN.has(column) || CUSTOM.test(column)
  const rows = readTable(bytes, { required: REQUIRED, knows, mostRows: MOST_ROWS })
  return { rows, isEmail: (text) => email.safeParse(text).success }
}
