import type { Viewer } from '#domain/access.ts'
import { rfc3339, type BatchId, type MemberId } from '#domain/ids.ts'
import { countMissed, guideSignIns } from '#domain/obligation/checks.ts'
import type { LastCheckRecord } from '#domain/store.ts'
import { authoriseObligation } from '../commands/obligation/whose.ts'
import type { Ports } from '../commands/ports.ts'

/** A list counts this far and then says that there are more (protocol.md, head). */
const COUNTED = 1_000

/**
 * What leavings left open of the four checks: the guide's estimate beside the sign-ins that really came until the next leaving
 * (guide statement 7.6), and how many items are still open.
 */
async function shown({ store: { read } }: Ports, record: LastCheckRecord, until: LastCheckRecord | undefined) {
  const { memberId, at } = record
  const missed = countMissed(record.counts)
  const since = { streams: [memberId], types: ['session.started'], from: at, to: until?.at, limit: 1 }
  const [signIns, open] = await Promise.all([read.log.audit(since), read.obligations.countsOf([memberId])])
  return {
    at: rfc3339(at),
    missed,
    open: countMissed(open.get(memberId) ?? {}),
    guideSignIns: guideSignIns(missed),
    signIns: signIns.total ?? COUNTED,
  }
}
export type LeftBehind = Awaited<ReturnType<typeof shown>>

/** What the last leaving of each of these members left open; nothing for those who left nothing. */
export async function lastLeft(ports: Ports, ids: readonly MemberId[]): Promise<ReadonlyMap<MemberId, LeftBehind>> {
  const last = new Map((await ports.store.read.obligations.lastChecks(ids)).map((record) => [record.memberId, record]))
  const found = new Map<MemberId, LeftBehind>()
  for (const [id, record] of last) found.set(id, await shown(ports, record, undefined))
  return found
}

/** The mark on a member who left something open and has not cleared it since (7.7); for whose duties the viewer may see. */
export async function riskOf(
  ports: Ports,
  viewer: Viewer,
  ids: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, LeftBehind>> {
  const marks = new Map<MemberId, LeftBehind>()
  for (const [id, left] of await lastLeft(ports, ids)) {
    if (left.open === 0) continue
    const may = await authoriseObligation(ports.store.read, viewer, { ownerId: id }).then(
      () => true,
      () => false,
    )
    if (may) marks.set(id, left)
  }
  return marks
}

/** What was found open when these members' sign-outs were asked together: saved with them (7.1). */
export async function leftBy(ports: Ports, batchId: BatchId, members: Iterable<MemberId>) {
  const left = []
  for (const memberId of members) {
    const records = await ports.store.read.obligations.lastChecks([memberId])
    const i = records.findIndex((record) => record.batchId === batchId)
    const record = records[i]
    if (record) left.push({ memberId, ...(await shown(ports, record, records[i + 1])) })
  }
  return left
}
