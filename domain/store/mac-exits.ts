import type { DeviceId } from '../ids.ts'
import type { MacExit } from '../mac-exit.ts'

export interface MacExitReads {
  get(deviceId: DeviceId): Promise<MacExit | null>
}

export interface MacExitWrites extends MacExitReads {
  put(exit: MacExit): Promise<void>
}
