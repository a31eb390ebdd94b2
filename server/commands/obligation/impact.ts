import type { MemberId } from '#domain/ids.ts'
import type { KindCounts } from '#domain/obligation/checks.ts'
import type { Reads } from '#domain/store.ts'

/** What hangs on these members and is open: what a preview of their sign-outs names (guide statement C1). */
export async function openOfAll(reads: Pick<Reads, 'obligations'>, members: readonly MemberId[]): Promise<KindCounts> {
  const total: Record<string, number> = {}
  for (const counts of (await reads.obligations.countsOf(members)).values())
    for (const [kind, count] of Object.entries(counts)) total[kind] = (total[kind] ?? 0) + count
  return total
}
