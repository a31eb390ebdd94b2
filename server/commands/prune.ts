import type { Ports } from './ports.ts'

const DAY_MS = 24 * 60 * 60_000
/** Inboxes are kept for a year. */
const NOTICES_DAYS = 366

/** Forgets what has had its time: remembered answers (24 h), failed tries, link codes; by policy the shares of kept records and the addresses of ended sessions. */
export async function prune(ports: Ports): Promise<void> {
  const org = await ports.store.read.org.get()
  if (!org) return
  const now = ports.clock.now()
  await ports.store.write(async (tx) => {
    await tx.idempotency.prune(now - DAY_MS)
    await tx.failures.prune(now - DAY_MS)
    await tx.links.prune(now - DAY_MS)
    await tx.tickets.prune(now)
    await tx.mail.prune(now - 7 * DAY_MS)
    await tx.hooks.prune(now - 7 * DAY_MS)
    await tx.notices.prune(now - NOTICES_DAYS * DAY_MS)
    await tx.runs.pruneFiles(now)
    await tx.sessions.forgetAddresses(now - org.policy.ipRetentionDays * DAY_MS)
    await tx.signOuts.dropShares(now - org.policy.keepRecordsDays * DAY_MS)
  })
}
