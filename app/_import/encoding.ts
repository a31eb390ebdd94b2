export type Encoding = 'UTF-8' | 'GBK'

/** What the server will read the bytes as (server/api/csv-table.ts): UTF-8, or else GBK; null for neither. */
export function encodingOf(bytes: ArrayBuffer): Encoding | null {
  const reads = (label: string) => {
    try {
      new TextDecoder(label, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  }
  if (reads('utf-8')) return 'UTF-8'
  return reads('gbk') ? 'GBK' : null
}
