import type { DevicePlan, Plan } from './plan.ts'
import { simulateDevice, type Say, type SimulatedDevice } from './simulated-device.ts'

/** Members whose devices come in at the same time: passwords are slow to check on purpose. */
const AT_ONCE = 4

/**
 * Signs all devices in, those of one member one after another because each takes a place and an original must come first, and lets them
 * live until the signal aborts.
 */
export async function simulate(
  plan: Plan,
  url: string,
  say: Say,
  ready: () => void,
  signal: AbortSignal,
): Promise<void> {
  const lives: Promise<void>[] = []
  const members = [...Map.groupBy(plan.devices, ({ email }) => email).values()]
  const enterMembers = async () => {
    for (let own = members.shift(); own !== undefined; own = members.shift())
      for (const device of await enterAll(own, url, plan.password ?? '', say, signal))
        lives.push(device.live(signal).catch((error: unknown) => say(device.name, String(error))))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, enterMembers))
  ready()
  await Promise.all(lives)
}

/** The devices of one member that came in. */
async function enterAll(
  plans: readonly DevicePlan[],
  url: string,
  password: string,
  say: Say,
  signal: AbortSignal,
): Promise<readonly SimulatedDevice[]> {
  const devices = new Map<string, SimulatedDevice>()
  for (const plan of plans) {
    if (signal.aborted) break
    const device = await simulateDevice(plan, url, password, say)
    const original = plan.linkedBy === undefined ? undefined : devices.get(plan.linkedBy)
    try {
      if (plan.linkedBy !== undefined && original === undefined) throw new Error(`${plan.linkedBy} is not there`)
      await device.enter(original, signal)
      devices.set(device.name, device)
    } catch (error) {
      say(device.name, `not signed in: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return [...devices.values()]
}
