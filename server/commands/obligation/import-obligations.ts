import type { Viewer } from '#domain/access.ts'
import { DomainError, isDomainError } from '#domain/errors.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { normalizeEmail } from '#domain/member.ts'
import { OBLIGATION_KINDS, type ObligationData, type ObligationKind } from '#domain/obligation/obligation.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { BY_HAND, newObligation, type ObligationAsk } from './save-obligation.ts'
import { takeAll } from './settle-obligations.ts'
import { obligationOwner } from './whose.ts'

/** One line of the file, by column, with what its `data.*` columns say or where they are wrong (server/api/obligation-table.ts). */
export type ObligationRow = {
  readonly kind: string
  readonly title: string
  readonly owner: string
  readonly source: string
  readonly externalId: string
  readonly data: ObligationData
  readonly wrong: readonly { readonly column: string; readonly code: string }[]
}
export type ObligationRowError = { readonly row: number; readonly column: string; readonly code: string }
export type ObligationImport = {
  readonly rows: number
  readonly valid: number
  readonly errors: readonly ObligationRowError[]
}

/** Writes the obligations of a CSV file down, all or none. `dryRun` only says what would be; without it a file with an error is refused whole. */
export async function importObligations(
  ports: Ports,
  viewer: Viewer,
  rows: readonly ObligationRow[],
  dryRun: boolean,
): Promise<ObligationImport> {
  const { found, streams } = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const { asks, errors } = await check(tx, viewer, rows)
    const result = { rows: rows.length, valid: asks.length, errors }
    if (dryRun) return { found: result, streams: [] }
    if (errors.length > 0) throw new DomainError('invalid', { ...result, errors: errors.map(asField) })
    return { found: result, streams: await insertAll(ports, tx, viewer, asks) }
  })
  for (const stream of streams) ports.bell.ring(stream)
  return found
}

function asField(error: ObligationRowError) {
  return { ...error, field: `${error.row}.${error.column}` }
}

async function insertAll(
  ports: Ports,
  tx: Writes,
  viewer: Viewer,
  asks: readonly ObligationAsk[],
): Promise<readonly string[]> {
  const now = ports.clock.now()
  const streams = await takeAll(
    tx,
    asks.map(({ ownerId }) => ownerId ?? null),
  )
  await tx.obligations.insert(
    asks.map((ask) => newObligation(ports, ask, now)),
    now,
  )
  const by = adminActor(viewer)
  for (const [owner, items] of Map.groupBy(asks, ({ ownerId }) => ownerId ?? ORG_STREAM)) {
    const kinds: Record<string, number> = {}
    for (const { kind } of items) kinds[kind] = (kinds[kind] ?? 0) + 1
    await tx.log.append(owner, [{ type: 'obligations.imported', data: { count: items.length, kinds, by } }], now)
  }
  return streams
}

type Checked = { readonly asks: ObligationAsk[]; readonly errors: ObligationRowError[] }

async function check(tx: Writes, viewer: Viewer, rows: readonly ObligationRow[]): Promise<Checked> {
  const owners = ownersIn(tx, viewer)
  const seen = new Set<string>()
  const checked: Checked = { asks: [], errors: [] }
  for (const [i, row] of rows.entries()) {
    const kind = OBLIGATION_KINDS.find((one) => one === row.kind.trim())
    const owner = await owners(row.owner, kind)
    const name = `${row.source}\n${row.externalId}`
    const wrong = [
      ...(kind === undefined ? [{ column: 'kind', code: row.kind.trim() === '' ? 'required' : 'bad_value' }] : []),
      ...titleErrors(row.title),
      ...(owner.code === null ? [] : [{ column: 'owner', code: owner.code }]),
      ...(row.externalId === '' ? [] : await nameErrors(tx, row, seen.has(name))),
      ...row.wrong,
    ]
    if (row.externalId !== '') seen.add(name)
    for (const { column, code } of wrong) checked.errors.push({ row: i + 1, column, code })
    if (wrong.length === 0 && kind !== undefined) checked.asks.push(askOf(row, kind, owner.id))
  }
  return checked
}

function askOf(row: ObligationRow, kind: ObligationKind, ownerId: string | null): ObligationAsk {
  return {
    kind,
    title: row.title.trim(),
    ownerId,
    source: row.source === '' ? BY_HAND : row.source,
    externalId: row.externalId === '' ? undefined : row.externalId,
    data: row.data,
  }
}

function titleErrors(title: string): { column: string; code: string }[] {
  const text = title.trim()
  if (text === '') return [{ column: 'title', code: 'required' }]
  return text.length > 300 ? [{ column: 'title', code: 'too_long' }] : []
}

async function nameErrors(
  tx: Writes,
  { source, externalId }: ObligationRow,
  twice: boolean,
): Promise<{ column: string; code: string }[]> {
  if (twice) return [{ column: 'externalId', code: 'twice' }]
  const known = await tx.obligations.byExternal(source === '' ? BY_HAND : source, externalId)
  return known ? [{ column: 'externalId', code: 'taken' }] : []
}

type Owner = { readonly id: string | null; readonly code: string | null }

/** Who an e-mail address is, looked up once each: a file names few people many times. */
function ownersIn(tx: Writes, viewer: Viewer): (email: string, kind: ObligationKind | undefined) => Promise<Owner> {
  const known = new Map<string, Owner>()
  return async (email, kind = 'approval') => {
    const address = normalizeEmail(email)
    const key = `${address}\n${address === '' ? kind : ''}`
    const before = known.get(key)
    if (before) return before
    const member = address === '' ? null : await tx.members.byEmail(address)
    const owner =
      address !== '' && !member ? { id: null, code: 'unknown' } : await asOwner(tx, viewer, kind, member?.id)
    known.set(key, owner)
    return owner
  }
}

async function asOwner(tx: Writes, viewer: Viewer, kind: ObligationKind, id: string | undefined): Promise<Owner> {
  try {
    await obligationOwner(tx, viewer, { kind, ownerId: id })
    return { id: id ?? null, code: null }
  } catch (error) {
    if (isDomainError(error)) return { id: null, code: id === undefined ? 'required' : 'unknown' }
    throw error
  }
}
