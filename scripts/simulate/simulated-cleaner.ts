import { pause, type Cleaner, type CleanResult } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import type { DevicePlan } from './plan.ts'

const STEPS = ['stop', 'records', 'cache', 'config'] as const
const CONFIG_BYTES = 48_000
const MEMORY_BYTES = 37_000_000

/** How long to take now: a fixed time, or any in the range. */
export function pick(delay: number | readonly [number, number], random: () => number = Math.random): number {
  return typeof delay === 'number' ? delay : Math.round(delay[0] + (delay[1] - delay[0]) * random())
}

/** Does with each order what the plan says, and reports figures that fit the plan's status. Nothing real is removed. */
export function simulatedCleaner(plan: DevicePlan): Cleaner {
  const tries = new Map<string, number>()
  return {
    async clean(order, { report, signal }) {
      const tried = (tries.get(order.signOutId) ?? 0) + 1
      tries.set(order.signOutId, tried)
      const result = resultOf(plan, tried)
      if (result === 'not-now') return { notNow: { reason: `${plan.name} is busy`, forMs: plan.forMs ?? 10_000 } }
      if (result === 'silent') await aborted(signal)
      const took = pick(plan.afterMs)
      for (const [done, step] of STEPS.entries()) {
        report({ step, done, of: STEPS.length })
        await pause(took / STEPS.length, signal)
      }
      report({ step: 'done', done: STEPS.length, of: STEPS.length })
      return figures(plan, order, result === 'silent' ? 'failed' : result)
    },
    finish: async () => {},
  }
}

type Result = CleanResult['result'] | 'not-now' | 'silent'

function resultOf({ behaviour, times }: DevicePlan, tried: number): Result {
  const yet = (fallback: number) => tried <= (times ?? fallback)
  if (behaviour === 'silent') return 'silent'
  if (behaviour === 'not-now' && yet(1)) return 'not-now'
  if (behaviour === 'fail' && yet(Infinity)) return 'failed'
  return behaviour === 'partial' && yet(Infinity) ? 'partial' : 'done'
}

function figures(plan: DevicePlan, { options }: Order, result: CleanResult['result']): CleanResult {
  const { recordsBytes = 0, cacheBytes = 0, processes = 0, leftovers = 0 } = plan.status
  const cache = options.clearCache ? cacheBytes : 0
  const records = options.keepRecords ? 0 : recordsBytes
  const share = { done: 1, partial: 0.4, failed: 0 }[result]
  const bytesFreed = Math.round((CONFIG_BYTES + cache + records) * share)
  const ended = options.exit === 'quick' ? 0 : Math.max(0, processes - plan.leavesProcesses)
  const residue = plan.leavesProcesses || (result === 'done' && options.exit !== 'quick' ? 0 : leftovers || processes)
  return {
    result,
    bytesFreed,
    filesRemoved: Math.round(bytesFreed / 40_000),
    processesEnded: ended,
    steps: STEPS.map((name, index) => ({ name, ok: result === 'done' || (result === 'partial' && index < 2) })),
    leftovers: { processes: residue, files: result === 'done' ? 0 : 3, memoryBytes: residue * MEMORY_BYTES },
    ...(options.exit === null ? {} : { exit: options.exit, backup: { done: options.exit === 'full', bytes: 0 } }),
    ...(options.keepRecords ? { kept: true as const } : {}),
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
