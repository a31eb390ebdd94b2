import type { HandOverBoard } from '#app/_handover/board.ts'
import { runtime } from '#server/running.ts'
import { orNotFound, requireAdmin } from './admin.ts'

export type BoardData = { readonly board: HandOverBoard; readonly mayAct: boolean; readonly waits: boolean }

/** Customers whose member leaves, and who could take them; of one run or of all. */
export async function readBoard(runId: string | undefined): Promise<BoardData> {
  const viewer = await requireAdmin('/admin/handover', 'obligations')
  const { queries } = runtime()
  const [board, { policy }] = await Promise.all([orNotFound(queries.handOverBoard(viewer, runId)), queries.policy()])
  return { board, mayAct: true, waits: policy.handOverWaits }
}
