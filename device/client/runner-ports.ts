import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Order } from '#protocol/entry.ts'
import type { Journal } from './journal.ts'
import type { Cleaner, Keys, Pause, Step } from './ports.ts'
import type { Reports } from './reports.ts'

/** What the runner says while it carries out an order. */
export type RunnerNews =
  | {
      readonly type: 'stage'
      readonly order: Order
      readonly step: 'received' | 'cleaning' | 'confirming'
      readonly progress: Step | null
    }
  | { readonly type: 'not-now'; readonly order: Order; readonly reason: string; readonly forMs: number }
  | { readonly type: 'answered'; readonly order: Order; readonly result: string }
  | { readonly type: 'lag'; readonly order: Order; readonly lagMs: number }
  | { readonly type: 'refused'; readonly order: Order; readonly code: string }
  | {
      readonly type: 'finished'
      readonly order: Order
      readonly current: boolean
      readonly report: ConfirmationClaims | null
    }

export type RunnerPorts = {
  readonly journal: Journal
  readonly keys: Keys
  readonly cleaner: Cleaner
  readonly reports: Reports
  readonly pause: Pause
  readonly random: () => number
  readonly now: () => number
  readonly tell: (news: RunnerNews) => void
}
