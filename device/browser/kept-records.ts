import { keyFrom } from './own-secret.ts'
import { heldBytes, type HeldRow } from './held-data.ts'
import { seal, unseal } from './sealed.ts'
import { readAll, readRecord, removeRecord, updateRecord } from './store.ts'
import type { Removal } from './stores-of-page.ts'

type Kept = { readonly signOutId: string; readonly share: string }

/**
 * Seals the records with this browser's own secret and the server's share, and takes them out of use (protocol.md, part 6, Kept records).
 * They stay sealed with the data key inside, which this browser has forgotten by then. Runs again after a kill: what was sealed stays.
 */
export async function keepRecords(deviceId: string, { signOutId, share }: Kept): Promise<Removal> {
  const before = await heldBytes('records')
  if ((await readRecord('kept', signOutId)) === undefined) {
    const rows = (await readAll<HeldRow>('records')).filter(([, row]) => row.deviceId === deviceId)
    const sealed = await seal(await keyFrom(share, 'signoff kept records'), signOutId, rows.map(toText))
    await updateRecord<HeldRow>('kept', signOutId, () => ({ deviceId, ...sealed }))
  }
  for (const [key] of await readAll('records')) await removeRecord('records', key)
  const left = (await heldBytes('records')).rows
  return { name: 'records', files: before.rows - left, bytes: 0, ok: left === 0, left }
}

/** Brings kept records back into use, beside their sealed copy, which goes when the server has heard; false when none of that sign-out are here, or the share does not open them. */
export async function restoreRecords({ signOutId, share }: Kept): Promise<boolean> {
  const sealed = await readRecord<HeldRow>('kept', signOutId)
  if (sealed === undefined) return false
  const opened = await unseal(await keyFrom(share, 'signoff kept records'), signOutId, sealed)
  if (opened === null) return false
  const rows = opened as readonly RowText[] // only `keepRecords` seals under this name
  for (const { key, iv, bytes } of rows)
    await updateRecord<HeldRow>('records', key, (newer) => newer ?? fromText(sealed.deviceId, iv, bytes))
  return true
}

/** Whether records of this device wait for its next sign-in. */
export async function keepsRecordsOf(deviceId: string): Promise<boolean> {
  return (await readAll<HeldRow>('kept')).some(([, row]) => row.deviceId === deviceId)
}

/** A later order without keepRecords takes them away: those of this device, not another member's. */
export async function dropKept(deviceId: string): Promise<void> {
  for (const [signOutId, row] of await readAll<HeldRow>('kept'))
    if (row.deviceId === deviceId) await removeRecord('kept', signOutId)
}

type RowText = { readonly key: string; readonly iv: readonly number[]; readonly bytes: readonly number[] }

function toText([key, { iv, bytes }]: readonly [string, HeldRow]): RowText {
  return { key, iv: [...iv], bytes: [...new Uint8Array(bytes)] }
}

function fromText(deviceId: string, iv: readonly number[], bytes: readonly number[]): HeldRow {
  return { deviceId, iv: Uint8Array.from(iv), bytes: Uint8Array.from(bytes).buffer }
}
