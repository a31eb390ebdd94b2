import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { Order } from '#protocol/entry.ts'
import { claimsOf, fateOf, signConfirmation } from './confirmation.ts'
import type { Journal } from './journal.ts'
import { backoffMs, childSignal, createBell } from './pause.ts'
import type { CleanContext, Cleaner, CleanResult, Keys, NotNow, Pause, Step } from './ports.ts'
import { Unreachable } from './problem.ts'
import type { StoredOrder } from './records.ts'
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
export type Runner = {
  /** Carries out stored orders until the signal aborts. Only the leader of a device runs it. */
  run(signal: AbortSignal): Promise<void>
  /** Something new was stored, or the connection is back: do not sleep any longer. */
  wake(): void
  /** Lets go of what was accepted before a kill, where no session is left to run for. */
  tidy(): Promise<void>
  /** A higher attempt was stored: what is being cleaned is out of date. */
  supersede(signOutId: string): void
}

/** Progress goes out when the step changes, else at most this often. */
const PROGRESS_EVERY_MS = 1_000
const IDLE_MS = 60 * 60_000

/**
 * One stage at a time, each written down before the next begins, so that a kill anywhere only repeats the stage it fell into:
 * stored → say received → clean → sign and store → confirm until answered → let go.
 */
export function createRunner(ports: RunnerPorts): Runner {
  const bell = createBell(ports.pause)
  let cleaning: { signOutId: string; controller: AbortController } | null = null
  let restUntil = 0

  async function stage(stored: StoredOrder, signal: AbortSignal): Promise<void> {
    if (stored.stage === 'stored') return sayReceived(ports, stored.order)
    if (stored.stage === 'received') return clean(stored, signal)
    if (stored.stage === 'cleaned') return confirm(ports, stored)
    return letGo(ports, stored)
  }

  async function clean(stored: StoredOrder, signal: AbortSignal): Promise<void> {
    const { order } = stored
    const { controller, release } = childSignal(signal)
    cleaning = { signOutId: order.signOutId, controller }
    const began = performance.now()
    try {
      const context = cleanContext(ports, stored, controller.signal)
      const outcome = await ports.cleaner.clean(order, context).catch(failed)
      if (controller.signal.aborted) return
      if ('notNow' in outcome) return await later(order, outcome)
      const times = { durationMs: performance.now() - began, now: ports.now() }
      await ports.journal.cleaned(order, await signConfirmation(ports.keys, order, outcome, times))
    } finally {
      cleaning = null
      release()
    }
  }

  async function later(order: Order, { notNow: { reason, forMs } }: NotNow): Promise<void> {
    restUntil = ports.now() + forMs
    ports.tell({ type: 'not-now', order, reason, forMs })
    await ports.reports.notNow(order.signOutId, reason, forMs)
  }

  return {
    wake: () => bell.ring(),
    async tidy() {
      for (const stored of Object.values(await ports.journal.orders()))
        if (stored.stage === 'accepted') await letGo(ports, stored)
    },
    supersede(signOutId) {
      restUntil = 0
      if (cleaning?.signOutId === signOutId) cleaning.controller.abort()
      bell.ring()
    },
    async run(signal) {
      let failures = 0
      while (!signal.aborted) {
        const stored = await ports.journal.nextBusy().catch(() => null)
        const restMs = stored === null ? IDLE_MS : restUntil - ports.now()
        if (stored === null || restMs > 0) {
          await bell.wait(restMs, signal)
          continue
        }
        try {
          await stage(stored, signal)
          failures = 0
        } catch (error) {
          if (!(error instanceof Unreachable))
            ports.tell({ type: 'refused', order: stored.order, code: 'device_fault' })
          if (restUntil <= ports.now()) await bell.wait(backoffMs(failures++, ports.random), signal)
        }
      }
    },
  }
}

async function sayReceived({ journal, reports, tell }: RunnerPorts, order: Order): Promise<void> {
  tell({ type: 'stage', order, step: 'received', progress: null })
  // Cleaning does not wait for a server that cannot be reached: what is here must go in any case.
  const answer = await reports.received(order.signOutId).catch(() => null)
  const over = answer !== null && !answer.ok && ['not_ordered', 'unknown_sign_out'].includes(answer.code)
  await (over ? journal.drop(order) : journal.reach(order, 'received'))
}

function cleanContext(ports: RunnerPorts, stored: StoredOrder, signal: AbortSignal): CleanContext {
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

async function confirm({ journal, reports, tell }: RunnerPorts, { order, confirmation }: StoredOrder): Promise<void> {
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

async function letGo({ journal, cleaner, tell }: RunnerPorts, { order, confirmation }: StoredOrder): Promise<void> {
  const session = await journal.session()
  const current = session === undefined || session.sessionId === order.sessionId
  await cleaner.finish(order, current)
  await journal.close(order)
  tell({ type: 'finished', order, current, report: confirmation === undefined ? null : claimsOf(confirmation) })
}

/** A cleaner that threw did not clean: the server hears so, and offers a retry. */
function failed(error: unknown): CleanResult {
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
