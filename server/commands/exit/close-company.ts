import type { Run } from '#domain/exit/run.ts'
import { stepOf } from '#domain/exit/run.ts'
import { rfc3339, type Instant, type MemberId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Actor, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { SYSTEM } from '../actor.ts'
import { insertDoneBatch } from '../done-batch.ts'
import { endSessions } from '../end-sessions.ts'
import { requireOrg } from '../org.ts'
import type { Ports } from '../ports.ts'

/**
 * Closes the company in the commit of the decision: the last sessions end by sign-outs, so that their devices still clean up and confirm; keys,
 * invitations and links end; the signed record of what was stays. Personal data is erased right after, by `eraseClosed`.
 */
export async function closeCompany(
  ports: Ports,
  tx: Writes,
  run: Run,
  { by, now }: { readonly by: Actor; readonly now: Instant },
): Promise<void> {
  const org = await requireOrg(tx.org)
  await tx.invitations.voidAll()
  await tx.sessions.voidStepUps()
  await tx.links.prune(Number.MAX_SAFE_INTEGER)
  await tx.integrations.revokeAll(now)
  const ended = await endAll(ports, tx, now)
  const { seq, hash } = await tx.log.head(ORG_STREAM)
  const backup = stepOf(run, 'backup').evidence ?? {}
  const claims = {
    iss: ports.receipts.issuer,
    sub: run.id,
    iat: Math.floor(now / 1000),
    company: org.name,
    createdAt: rfc3339(org.createdAt),
    closedAt: rfc3339(now),
    closedBy: by.id,
    review: run.review,
    backup: { rows: backup['rows'], bytes: backup['bytes'], sha256: backup['sha256'] },
    sessionsEnded: ended.length,
    logSeq: seq,
    logHash: hash,
  }
  const kid = ports.receipts.currentKid()
  await tx.closings.insert({ runId: run.id, closedAt: now, kid, claims, erasedAt: null })
  await tx.log.append(ORG_STREAM, [{ type: 'org.closed', data: { runId: run.id, by: { ...by, name: null } } }], now)
}

async function endAll(ports: Ports, tx: Writes, now: Instant): Promise<readonly SignOut[]> {
  const batchId = ports.random.id('batch')
  const all: SignOut[] = []
  for (const memberId of [...(await tx.sessions.membersSignedIn())].sort()) {
    const ending = { memberId, by: SYSTEM, reason: 'closed', asked: {}, batchId, callerDeviceId: null, now }
    const sessions = await tx.sessions.activeOf(memberId)
    all.push(...(await endSessions(ports, tx, { ...ending, sessions, forced: true, approver: null })))
  }
  await insertDoneBatch(tx, batchId, SYSTEM, all, now)
  return all
}

/** After a closing: everything personal goes, the chain of the log stays. Goes on after a crash; a job looks until it is done. */
export async function eraseClosed(ports: Ports): Promise<void> {
  const closing = await ports.store.read.closings.get()
  if (!closing || closing.erasedAt !== null) return
  await ports.store.write((tx) => tx.closings.erasePeople())
  for (let after: string | null = null; ;) {
    const heads = await ports.store.read.log.heads(after, 200)
    for (const { stream } of heads) await ports.store.write((tx) => tx.closings.eraseLog(stream))
    const last = heads.at(-1)
    if (heads.length < 200 || !last) break
    after = last.stream
  }
  await ports.store.compact()
  await ports.store.write((tx) => tx.closings.setErased(ports.clock.now()))
}

/** In a closed company a device's last word ends what was kept for it. */
export async function eraseConfirmed({ store }: Ports, memberId: MemberId): Promise<void> {
  await store.write((tx) => tx.closings.eraseLog(memberId))
}
