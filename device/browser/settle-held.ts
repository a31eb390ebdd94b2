import type { DataKeyView } from '#protocol/directory.ts'
import { isDue } from '#device/client/data-key.ts'
import { browserDataKey, type OpenKey } from './data-key.ts'
import { dropKept, keepsRecordsOf, restoreRecords } from './kept-records.ts'

/** How this browser asks the server; null where it did not answer, or refused. */
export type Ask = <Body>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Body | null>

let settling: Promise<OpenKey | null> | null = null

/**
 * While the server answers as to this device: renews the data key, every ten minutes at most, or makes it anew where it was forgotten, and
 * brings kept records back. Without an answer it is the key that is still good, or null. Once at a time in a tab; two tabs agree, because each step is one transaction.
 */
export function settleHeld(deviceId: string, ask: Ask): Promise<OpenKey | null> {
  settling ??= settle(deviceId, ask).finally(() => (settling = null))
  return settling
}

async function settle(deviceId: string, ask: Ask): Promise<OpenKey | null> {
  const dataKey = browserDataKey(deviceId)
  const open = async (): Promise<OpenKey | null> => {
    const key = await dataKey.key()
    return key === null ? null : { key, deviceId }
  }
  const waiting = await keepsRecordsOf(deviceId)
  if (!waiting && !isDue(await dataKey.age())) return open()
  const said = await ask<DataKeyView>('GET', '/api/v1/device/data-key')
  if (said === null) return open()
  await dataKey.renew(said)
  if (said.kept !== null && (await restoreRecords(said.kept))) {
    const heard = await ask('POST', '/api/v1/device/restored', { signOutId: said.kept.signOutId })
    if (heard === null) return open()
  }
  // Back in use; or their share is gone, and nothing opens them any more.
  if (waiting) await dropKept(deviceId)
  return open()
}
