import type { Viewer } from '#domain/access.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Verification } from '#domain/verification.ts'
import type { Ports } from '../commands/ports.ts'
import { coverageOf } from '../commands/verify-log.ts'

/** As protocol/admin.ts has it. */
export async function verificationShown({ store }: Ports, verification: Verification) {
  const { id, state, by, startedAt, endedAt, stoppedBy, totalLogs, totalEntries, walk } = verification
  const { logs, entries, erased, brokenAt } = walk
  const member = brokenAt && (await store.read.members.get(brokenAt.stream))
  return {
    id,
    state,
    by,
    startedAt: rfc3339(startedAt),
    endedAt: rfc3339(endedAt),
    stoppedBy,
    total: { logs: Math.max(totalLogs, logs), entries: Math.max(totalEntries, entries) },
    logs,
    entries,
    erased,
    fingerprint: state === 'intact' ? walk.fingerprint : null,
    brokenAt: brokenAt && { ...brokenAt, member: member?.name ?? null },
  }
}

/**
 * The newest verification over what the viewer sees, and the newest that came to a result: one that was stopped, or runs, does not hide what
 * was found before it.
 */
export async function getVerifications(ports: Ports, viewer: Viewer) {
  const { members, verifications } = ports.store.read
  const coverage = await coverageOf({ members }, viewer)
  const newest = await verifications.latest(coverage)
  const result = await verifications.latest(coverage, true)
  return {
    newest: newest && (await verificationShown(ports, newest)),
    result: result && (await verificationShown(ports, result)),
  }
}
