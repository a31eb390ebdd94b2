import type { z } from 'zod'
import type { DeviceClaim } from '#domain/device.ts'
import type { deviceClaim } from '#protocol/device.ts'

/** What a device says of itself on the wire, as the domain has it. */
export function claimOf({ model, appVersion, ...device }: z.infer<typeof deviceClaim>): DeviceClaim {
  return { ...device, model: model ?? null, appVersion: appVersion ?? null }
}
