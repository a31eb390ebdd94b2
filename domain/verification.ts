import type { DepartmentId, Instant, VerificationId } from './ids.ts'
import { canonicalJson, entryVerifies, GENESIS, type Entry, type Head, type Sha256, type StreamId } from './log.ts'
import type { Actor } from './sign-out/sign-out.ts'

/** How far a walk over the chains of hashes is. It is kept as it is, and goes on from there. */
export type Walk = {
  /** The log that is walked and its last entry that verified; null before the first log. */
  readonly place: { readonly stream: StreamId; readonly seq: number; readonly hash: string } | null
  readonly logs: number
  readonly entries: number
  /** Of the entries, those whose data was erased: their place in the chain verifies, their data is gone. */
  readonly erased: number
  /** One hash over the heads of all logs that were walked, in order: two walks that agree on it have seen the same entries. */
  readonly fingerprint: string
  /** The first entry that does not verify. */
  readonly brokenAt: { readonly stream: StreamId; readonly seq: number } | null
}

export const WALK_START: Walk = { place: null, logs: 0, entries: 0, erased: 0, fingerprint: '', brokenAt: null }

export const VERIFICATION_STATES = ['running', 'intact', 'broken', 'stopped'] as const
export type VerificationState = (typeof VERIFICATION_STATES)[number]

/** A walk over every log, or over those of one department's members, as a job of the server. */
export type Verification = {
  readonly id: VerificationId
  /** The department whose members' logs are walked, with those below it; null for everything. */
  readonly coverage: DepartmentId | null
  readonly state: VerificationState
  readonly by: Actor
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly stoppedBy: Actor | null
  /** What was there at the start. More may have been appended since. */
  readonly totalLogs: number
  readonly totalEntries: number
  readonly walk: Walk
}

/** The walk enters a log: the one before is done with, and its head goes into the fingerprint. */
export function enterLog(walk: Walk, stream: StreamId, sha256: Sha256): Walk {
  const place = { stream, seq: GENESIS.seq, hash: GENESIS.hash }
  return { ...leaveLog(walk, sha256), place, logs: walk.logs + 1 }
}

/** The walk is done with the log that it was in. */
export function leaveLog(walk: Walk, sha256: Sha256): Walk {
  if (walk.place === null) return walk
  return { ...walk, place: null, fingerprint: sha256(walk.fingerprint + canonicalJson(walk.place)) }
}

/**
 * Walks over the entries that follow the walk's place, up to the log's head: what came after it is another walk's. An entry that was edited,
 * dropped or added shows as `brokenAt`, and so does a head that is not the last entry's.
 */
export function walkOver(walk: Walk, entries: readonly Entry[], head: Head, sha256: Sha256): Walk {
  if (walk.place === null) return walk
  const { stream } = walk.place
  let { seq, hash } = walk.place
  let erased = 0
  const reached = (brokenAt: number | null): Walk => ({
    ...walk,
    place: { stream, seq, hash },
    entries: walk.entries + seq - (walk.place?.seq ?? 0),
    erased: walk.erased + erased,
    brokenAt: brokenAt === null ? null : { stream, seq: brokenAt },
  })
  if (entries.length === 0 && seq < head.seq) return reached(seq + 1)
  for (const entry of entries) {
    if (entry.seq > head.seq) break
    if (entry.seq !== seq + 1 || !entryVerifies(hash, entry, sha256)) return reached(seq + 1)
    if (entry.data === null) erased += 1
    seq = entry.seq
    hash = entry.hash
  }
  const wrongHead = seq > head.seq || (seq === head.seq && hash !== head.hash)
  return reached(wrongHead ? head.seq : null)
}
