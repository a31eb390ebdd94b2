import Papa from 'papaparse'
import { DomainError } from '#domain/errors.ts'

/** What a file of rows must be: its columns, and how many rows one commit may hold while every other write waits. */
export type TableShape = {
  readonly required: readonly string[]
  readonly knows: (column: string) => boolean
  readonly mostRows: number
}

function refuse(code: string, field: string): DomainError {
  return new DomainError('invalid', { errors: [{ field, code }] })
}

/**
 * The rows of a CSV file (RFC 4180), by column. UTF-8 with or without a byte order mark, or else GBK, which spreadsheets in China write.
 * Throws `invalid` for what is no such table: `bad_encoding`, `required`, `unknown_column`, `bad_csv`, `too_many_rows`.
 */
export function readTable(bytes: Uint8Array, shape: TableShape): readonly Readonly<Record<string, string>>[] {
  const { data, meta, errors } = Papa.parse<Record<string, string>>(decode(bytes), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
  })
  const columns = meta.fields ?? []
  const missing = shape.required.find((name) => !columns.includes(name))
  if (missing !== undefined) throw refuse('required', missing)
  const unknown = columns.find((name) => !shape.knows(name))
  if (unknown !== undefined) throw refuse('unknown_column', unknown)
  if (errors.length > 0) throw refuse('bad_csv', String((errors[0]?.row ?? 0) + 1))
  if (data.length > shape.mostRows) throw refuse('too_many_rows', String(shape.mostRows))
  return data
}

function decode(bytes: Uint8Array): string {
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

/** What a spreadsheet would run when somebody opens the file again (CWE-1236). */
export const isFormula = (cell: string): boolean => /^[=+@\t\r]|^-(?![\d.])/.test(cell.trimStart())
