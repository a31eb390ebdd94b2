import type { DeviceStatusInput } from '#protocol/device.ts'
import type { DevicePlan } from './plan.ts'

type LastExit = NonNullable<DeviceStatusInput['lastExit']>

/** What a simulated device says of itself: the plan's figures, and how its last exit was. */
export function simulatedStatus(plan: DevicePlan) {
  const { startMs, slowerPct } = plan
  let leftovers = plan.status.leftovers ?? 0
  let lastExit = plan.lastExit === undefined ? null : exit(plan.lastExit.kind, plan.lastExit.integrity)
  let wasKilled = false
  let costs: Pick<DeviceStatusInput, 'signInMs' | 'firstLoadMs'> = {}

  function exit(kind: LastExit['kind'], integrity: LastExit['integrity']): LastExit {
    const slower = Math.round(startMs * (1 + slowerPct / 100))
    return { kind, integrity, at: new Date().toISOString(), startMs: slower, startMedianMs: startMs }
  }
  return {
    wasKilled: () => wasKilled,
    /** It is back after a kill: the start was slower, and it has checked its records. */
    killed() {
      wasKilled = true
      lastExit = exit('killed', plan.lastExit?.integrity ?? 'damaged')
    },
    /** It has signed in, which took so long, and loads the directory for the first time: both are really measured. */
    async entered(signInMs: number, load: () => Promise<unknown>) {
      const began = performance.now()
      await load()
      costs = { signInMs: Math.round(signInMs), firstLoadMs: Math.round(performance.now() - began) }
    },
    /** It has signed in again: what it left behind still runs. */
    returned() {
      leftovers = Math.max(leftovers, plan.leavesProcesses)
    },
    async status(): Promise<DeviceStatusInput> {
      const { transfers = 0, processes = 0, cacheBytes = 0, recordsBytes = 0 } = plan.status
      const said = { transfers, processes, leftovers, cacheBytes, recordsBytes, appVersion: '4.1.0', ...costs }
      return lastExit === null ? said : { ...said, lastExit }
    },
  }
}
