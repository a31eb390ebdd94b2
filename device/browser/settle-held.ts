import type { DataKeyView } from '#protocol/directory.ts'
import { holdDataKey, openDataKey, renewDataKey, type DataKey } from './data-key.ts'
import { dropKept, keepsRecordsOf, restoreRecords } from './kept-records.ts'

/** How this browser asks the server; null where it did not answer, or refused. */
export type Ask = <Body>(method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Body | null>

let settling: Promise<DataKey | null> | null = null

/**
 * After contact with the server as this device: renews the data key, or makes it anew where it was forgotten, and brings kept records back.
 * Without contact it is the key that is still good, or null. Once at a time in a tab; two tabs agree, because each step is one transaction.
 */
export function settleHeld(deviceId: string, ask: Ask): Promise<DataKey | null> {
  settling ??= settle(deviceId, ask).finally(() => (settling = null))
  return settling
}

async function settle(deviceId: string, ask: Ask): Promise<DataKey | null> {
  const present = await openDataKey()
  const waiting = await keepsRecordsOf(deviceId)
  if (present?.deviceId === deviceId && !waiting) return (await renewDataKey(deviceId)) ?? present
  const said = await ask<DataKeyView>('GET', '/api/v1/device/data-key')
  if (said === null) return present?.deviceId === deviceId ? present : null
  const held = await holdDataKey(deviceId, said)
  if (said.kept !== null && (await restoreRecords(said.kept))) {
    const heard = await ask('POST', '/api/v1/device/restored', { signOutId: said.kept.signOutId })
    if (heard === null) return held
  }
  // Back in use; or their share is gone, and nothing opens them any more.
  if (waiting) await dropKept(deviceId)
  return held
}
