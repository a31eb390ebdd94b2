import { obligationBody } from '#protocol/obligation.ts'
import type { ObligationRow } from '../commands/obligation/import-obligations.ts'
import { isFormula, readTable } from './csv-table.ts'
import { fieldErrors } from './field-words.ts'

const MOST_ROWS = 10_000
const REQUIRED = ['kind', 'title', 'owner']
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, 'source', 'externalId'])
const DATA = /^data\.(applicantId|flow|at|to|text|role|amount|currency|due)$/
const dataOf = obligationBody.shape.data.unwrap()

/** The obligations of a CSV file. Throws `invalid` for what is no table of them; what is wrong with single cells is told by row and column. */
export function readObligationTable(bytes: Uint8Array): readonly ObligationRow[] {
  const knows = (column: string) => KNOWN.has(column) || DATA.test(column)
  return readTable(bytes, { required: REQUIRED, knows, mostRows: MOST_ROWS }).map(rowOf)
}

function rowOf(cells: Readonly<Record<string, string>>): ObligationRow {
  const cell = (name: string) => (cells[name] ?? '').trim()
  const given = Object.entries(cells).flatMap(([column, value]) => {
    const [, name] = DATA.exec(column) ?? []
    return name === undefined || value.trim() === '' ? [] : [[name, valueOf(name, value.trim())]]
  })
  const parsed = dataOf.safeParse(Object.fromEntries(given), { reportInput: true })
  const wrong = parsed.success
    ? []
    : fieldErrors(parsed.error).map(({ field, code }) => ({ column: `data.${field.split('.')[0] ?? ''}`, code }))
  const formulas = Object.entries(cells)
    .filter(([, value]) => isFormula(value))
    .map(([column]) => ({ column, code: 'formula' }))
  return {
    kind: cell('kind'),
    title: cell('title'),
    owner: cell('owner'),
    source: cell('source'),
    externalId: cell('externalId'),
    data: parsed.success ? parsed.data : {},
    wrong: [
      ...formulas,
      ...wrong,
      ...tooLong(cell('source'), 'source', 100),
      ...tooLong(cell('externalId'), 'externalId', 200),
    ],
  }
}

function tooLong(text: string, column: string, most: number): { column: string; code: string }[] {
  return text.length > most ? [{ column, code: 'too_long' }] : []
}

/** A cell is text: several receivers stand in one, divided by semicolons, and an amount is a number. */
function valueOf(name: string, value: string): unknown {
  if (name === 'to')
    return value
      .split(/[;；]/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
  return name === 'amount' ? Number(value) : value
}
