import type { Order } from '#protocol/entry.ts'
import { claimsOf, fateOf } from './confirmation.ts'
import type { CleanContext, CleanResult } from './ports.ts'
import { Unreachable } from './problem.ts'
import type { StoredOrder } from './records.ts'
import type { RunnerPorts } from './runner-ports.ts'

/** Progress goes out when the step changes, else at most this often. */
const PROGRESS_EVERY_MS = 1_000

/** `stored`: the order is on the disk, so the server may hear that it was received. */
export async function sayReceived({ journal, reports, tell }: RunnerPorts, order: Order): Promise<void> {
  tell({ type: 'stage', order, step: 'received', progress: null })
  // Cleaning does not wait for a server that cannot be reached: what is here must go in any case.
  const answer = await reports.received(order.signOutId).catch(() => null)
  const over = answer !== null && !answer.ok && ['not_ordered', 'unknown_sign_out'].includes(answer.code)
  await (over ? journal.drop(order) : journal.reach(order, 'received'))
}

/** What a cleaner gets beside its order: the way to say how far it is, and to remember figures with the order. */
export function cleanContext(ports: RunnerPorts, stored: StoredOrder, signal: AbortSignal): CleanContext {
  const { order } = stored
  let figures = stored.figures
  let said: { step: string; at: number } | null = null
  ports.tell({ type: 'stage', order, step: 'cleaning', progress: null })
  return {
    signal,
    report(step) {
      ports.tell({ type: 'stage', order, step: 'cleaning', progress: step })
      const at = ports.now()
      if (said !== null && said.step === step.step && at - said.at < PROGRESS_EVERY_MS) return
      said = { step: step.step, at }
      ports.reports.progress(order.signOutId, step).catch(() => {}) // the next one says it better
    },
    recall: async () => figures,
    async remember(next) {
      await ports.journal.figures(order, next)
      figures = next
    },
  }
}

/** `cleaned`: sends the stored bytes. @throws {Unreachable} when nobody answered, or nobody knows us now */
export async function confirm(
  { journal, reports, tell }: RunnerPorts,
  { order, confirmation }: StoredOrder,
): Promise<void> {
  if (confirmation === undefined) return void (await journal.reach(order, 'stored'))
  tell({ type: 'stage', order, step: 'confirming', progress: null })
  const answer = await reports.confirm(confirmation.jws)
  const fate = fateOf(answer)
  const code = answer.ok ? '' : answer.code
  if (fate === 'held') {
    tell({ type: 'refused', order, code })
    throw new Unreachable(code) // asked again later, when a sign-in may have given us a voice
  }
  if (fate === 'dropped') return void (await journal.drop(order))
  if (!(await journal.reach(order, fate))) return
  if (answer.ok && answer.lagMs !== undefined) tell({ type: 'lag', order, lagMs: answer.lagMs })
  if (fate === 'answered') tell({ type: 'answered', order, result: confirmation.result })
  if (fate === 'refused') tell({ type: 'refused', order, code })
}

/** `accepted`: what had to stay for the confirmation goes, and the order with its session last. */
export async function letGo(
  { journal, cleaner, tell }: RunnerPorts,
  { order, confirmation }: StoredOrder,
): Promise<void> {
  const session = await journal.session()
  const current = session === undefined || session.sessionId === order.sessionId
  await cleaner.finish(order, current)
  await journal.close(order)
  tell({ type: 'finished', order, current, report: confirmation === undefined ? null : claimsOf(confirmation) })
}

/** A cleaner that threw did not clean: the server hears so, and offers a retry. */
export function failed(error: unknown): CleanResult {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  return {
    result: 'failed',
    bytesFreed: 0,
    filesRemoved: 0,
    processesEnded: 0,
    steps: [{ name: 'clean', ok: false, detail }],
    leftovers: { processes: 0, files: 0, memoryBytes: 0 },
  }
}
