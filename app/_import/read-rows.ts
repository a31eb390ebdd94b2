import type { Encoding } from './encoding.ts'

export type FileRow = Readonly<Record<string, string>>

/** The rows of a file as people see them before the server has looked: empty lines are none. */
export async function readRows(bytes: ArrayBuffer, encoding: Encoding): Promise<readonly FileRow[]> {
  const { default: papa } = await import('papaparse')
  const { data } = papa.parse<Record<string, string>>(new TextDecoder(encoding).decode(bytes), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (name) => name.trim(),
  })
  return data
}
