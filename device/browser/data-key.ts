import { dataKeyIn, type DataKey, type DataKeyBox, type StoredDataKey } from '#device/client/data-key.ts'
import { ownSecret } from './own-secret.ts'
import { readRecord, removeRecord, updateUnlessLocked } from './store.ts'

/** The key to what this browser holds for its member, while it is good. */
export type OpenKey = { readonly key: CryptoKey; readonly deviceId: string }
type Row = StoredDataKey & { readonly deviceId: string }

/** The data key of this device, as every device has one (decision 0120): a row of the browser's database, where no script can read it out. */
export function browserDataKey(deviceId: string): DataKey {
  return dataKeyIn(boxOf(deviceId), ownSecret)
}

/** Whatever member's it is: the key, if it is still good. One that is not is deleted here, and what it opened is unreadable until the next contact. */
export async function openDataKey(): Promise<OpenKey | null> {
  const row = await readRecord<Row>('keys', 'data')
  if (row === undefined) return null
  const key = await browserDataKey(row.deviceId).key()
  return key === null ? null : { key, deviceId: row.deviceId }
}

export async function forgetDataKey(): Promise<void> {
  if ((await readRecord('keys', 'data')) !== undefined) await removeRecord('keys', 'data')
}

/** A key of another member's device counts as none. All tabs share the row, and each update is one transaction. */
function boxOf(deviceId: string): DataKeyBox {
  return {
    update: (change) =>
      updateUnlessLocked<Row>((row) => {
        const present = row?.deviceId === deviceId ? row : undefined
        const next = change(present)
        if (next === undefined) return present === undefined ? row : undefined
        return next === present ? row : { ...next, deviceId }
      }),
  }
}
