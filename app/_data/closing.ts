import { notFound } from 'next/navigation'
import { chinaDay } from '#domain/exit/working-days.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { RunDetail } from '#protocol/run.ts'
import { runtime } from '#server/running.ts'
import { requireAdmin } from './admin.ts'

export type ClosingData = {
  readonly run: RunDetail | null
  readonly company: string
  readonly bills: readonly ObligationView[]
  /** The dates of a review that would be submitted now. */
  readonly preview: { readonly earliest: string; readonly latest: string; readonly known: boolean } | null
  readonly reviewDays: readonly [number, number]
  /** Today in China, where the working days are counted. */
  readonly today: string
  /** Why the last closing stopped; null when there was none. */
  readonly stopped: string | null
}

/** The closing of the organisation: the owner's alone (guide statement I7). */
export async function readClosing(): Promise<ClosingData> {
  const viewer = await requireAdmin('/admin/deregister', 'runs')
  if (!viewer.roles.includes('owner')) notFound()
  const { queries, company, now } = runtime()
  const [closings, org, bills, { policy }, preview] = await Promise.all([
    queries.runs(viewer, { kind: 'closing', limit: 1 }),
    company(),
    queries.obligations(viewer, { kind: 'bill', state: 'open', limit: 100 }),
    queries.policy(),
    queries.reviewNow(),
  ])
  const last = closings.items[0]
  const [first, latest] = policy.reviewDays
  return {
    run: last?.state === 'running' ? await queries.run(viewer, last.id) : null,
    company: org?.name ?? '',
    bills: bills.items,
    preview,
    reviewDays: [first, latest],
    today: chinaDay(now()),
    stopped: last?.state === 'cancelled' ? last.reason : null,
  }
}
