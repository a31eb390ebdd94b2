import type { Instant } from './ids.ts'

/** A stream is a member's id, a run's id, or the organisation. */
export type StreamId = string
export const ORG_STREAM: StreamId = 'org'

/** What a command appends: the log gives it its number, instant and place in the chain. */
export type NewEntry = { readonly type: string; readonly data: Readonly<Record<string, unknown>> }

/** One entry as it is stored. `data` is null when it was erased; `dataHash` stays, so the chain still verifies. */
export type Entry = {
  readonly stream: StreamId
  readonly seq: number
  readonly at: Instant
  readonly type: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly salt: string | null
  readonly dataHash: string
  readonly hash: string
}

/** The last entry of a stream: what the next one is chained to. */
export type Head = { readonly seq: number; readonly at: Instant; readonly hash: string }
export const GENESIS: Head = { seq: 0, at: 0, hash: '' }

/** SHA-256 of a UTF-8 text, base64url. A port: the domain has no crypto. */
export type Sha256 = (text: string) => string

/** RFC 8785: members sorted by UTF-16 code units, no white space, ECMAScript numbers and strings; undefined members are left out. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('not a JSON number')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`not a JSON value: ${typeof value}`)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

/** SHA-256(salt ‖ RFC 8785(data)). */
export function dataHash(data: Readonly<Record<string, unknown>>, salt: string, sha256: Sha256): string {
  return sha256(salt + canonicalJson(data))
}

/** SHA-256(previous ‖ RFC 8785({stream, seq, at, type, dataHash})). */
export function entryHash(
  previous: string,
  entry: Pick<Entry, 'stream' | 'seq' | 'at' | 'type' | 'dataHash'>,
  sha256: Sha256,
): string {
  const { stream, seq, at, type, dataHash: hashOfData } = entry
  return sha256(previous + canonicalJson({ stream, seq, at, type, dataHash: hashOfData }))
}

/** Chains new entries to a head. `at` never runs behind the entry before (invariant I8). */
export function chain(
  stream: StreamId,
  head: Head,
  entries: readonly NewEntry[],
  now: Instant,
  salts: readonly string[],
  sha256: Sha256,
): Entry[] {
  let last = head
  return entries.map(({ type, data }, i) => {
    const salt = salts[i] ?? ''
    const plain = {
      stream,
      seq: last.seq + 1,
      at: Math.max(now, last.at),
      type,
      dataHash: dataHash(data, salt, sha256),
    }
    const entry: Entry = { ...plain, data, salt, hash: entryHash(last.hash, plain, sha256) }
    last = entry
    return entry
  })
}

/** Checks one entry against the hash before it: its place in the chain, and its data unless that was erased. */
export function entryVerifies(previous: string, entry: Entry, sha256: Sha256): boolean {
  if (entry.data !== null && dataHash(entry.data, entry.salt ?? '', sha256) !== entry.dataHash) return false
  return entryHash(previous, entry, sha256) === entry.hash
}
