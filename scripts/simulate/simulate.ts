import type { Plan } from './plan.ts'
import { simulateDevice, type Say, type SimulatedDevice } from './simulated-device.ts'

/** Signs all devices in, one after another because each takes a place of its member, and lets them live until the signal aborts. */
export async function simulate(
  plan: Plan,
  url: string,
  say: Say,
  ready: () => void,
  signal: AbortSignal,
): Promise<void> {
  const devices = new Map<string, SimulatedDevice>()
  const lives: Promise<void>[] = []
  for (const devicePlan of plan.devices) {
    if (signal.aborted) break
    const device = await simulateDevice(devicePlan, url, plan.password ?? '', say)
    devices.set(device.name, device)
    try {
      await device.enter(devicePlan.linkedBy === undefined ? undefined : devices.get(devicePlan.linkedBy), signal)
      lives.push(device.live(signal).catch((error: unknown) => say(device.name, String(error))))
    } catch (error) {
      say(device.name, `not signed in: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  ready()
  await Promise.all(lives)
}
