import type { Order } from '#protocol/entry.ts'
import { signConfirmation } from './confirmation.ts'
import { backoffMs, childSignal, createBell } from './pause.ts'
import type { NotNow } from './ports.ts'
import { Unreachable } from './problem.ts'
import type { StoredOrder } from './records.ts'
import type { RunnerPorts } from './runner-ports.ts'
import { cleanContext, confirm, failed, letGo, sayReceived } from './stages.ts'

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
