import Papa from 'papaparse'
import { DomainError } from '#domain/errors.ts'
import { obligationBody } from '#protocol/obligation.ts'
import type { ObligationRow } from '../commands/obligation/import-obligations.ts'
import { fieldErrors } from './field-words.ts'

/** One commit holds them all, and every other write waits for it. */
const MOST_ROWS = 10_000
const REQUIRED = ['kind', 'title', 'owner'] as const
const KNOWN: ReadonlySet<string> = new Set([...REQUIRED, 'source', 'externalId'])
const DATA = /^data\.(applicantId|flow|at|to|text|role|amount|currency|due)$/
/** What a spreadsheet would run when somebody opens the file again (CWE-1236). */
const FORMULA = /^[=+@\t\r]|^-(?![\d.])/
const dataOf = obligationBody.shape.data.unwrap()

function refuse(code: string, field: string): DomainError {
  return new DomainError('invalid', { errors: [{ field, code }] })
}

/** UTF-8 with or without a byte order mark, or else GBK, which spreadsheets in China write. Throws `invalid`. */
export function decodeTable(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return decodeGbk(bytes)
  }
}

function decodeGbk(bytes: Uint8Array): string {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes)
  } catch {
    throw refuse('bad_encoding', 'file')
  }
}

/** RFC 4180. Throws `invalid` for what is no table of obligations; what is wrong with single cells is told by row and column. */
export function readObligationTable(bytes: Uint8Array): readonly ObligationRow[] {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(decodeTable(bytes), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
  })
  const columns = meta.fields ?? []
  const missing = REQUIRED.find((name) => !columns.includes(name))
  if (missing !== undefined) throw refuse('required', missing)
  const unknown = columns.find((name) => !KNOWN.has(name) && !DATA.test(name))
  if (unknown !== undefined) throw refuse('unknown_column', unknown)
  if (errors.length > 0) throw refuse('bad_csv', String((errors[0]?.row ?? 0) + 1))
  if (data.length > MOST_ROWS) throw refuse('too_many_rows', String(MOST_ROWS))
  return data.map(rowOf)
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
    .filter(([, value]) => FORMULA.test(value.trimStart()))
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
