import { createHmac } from 'node:crypto'
import { derive } from '../config/config.ts'

/**
 * The server's half of the key to what a device holds for its member: always the same for one device, worth nothing without the device's own
 * secret, and told to an active session alone. So a device that never comes back can no longer open what lies on it.
 */
export function dataSalt(secret: Buffer, deviceId: string): string {
  return createHmac('sha256', derive(secret, 'local data')).update(deviceId).digest('base64url')
}
