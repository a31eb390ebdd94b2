import type { ObligationView } from '#protocol/obligation.ts'
import type { RunView } from '#protocol/run.ts'

export type Leaver = {
  readonly id: string
  readonly name: string
  readonly runId: string
  /** Removed before the hand-over: a customer who refuses now is lost. */
  readonly removed: boolean
  readonly open: readonly ObligationView[]
  /** How many there are, also of those that are not here. */
  readonly total: number
}
export type Taker = {
  readonly id: string
  readonly name: string
  readonly load: number
  /** How many more they may take; null without a limit. */
  readonly room: number | null
}
export type HandOverBoard = {
  readonly leavers: readonly Leaver[]
  readonly takers: readonly Taker[]
  readonly refused: readonly ObligationView[]
  readonly waiting: readonly ObligationView[]
  readonly supervise: readonly RunView[]
}

/** As many go in one call (guide statement 6.4). */
export const MOST = 100
