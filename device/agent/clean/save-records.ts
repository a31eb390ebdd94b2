import { rm, stat } from 'node:fs/promises'
import type { CleanContext } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { dropBackup, newBackupKey } from '../records/backup-key.ts'
import { isThere, sealRecords, type Sealed } from '../records/kept-records.ts'
import { keptArchiveKey } from '../records/own-secret.ts'
import type { RecordPlaces } from '../records/records-of-session.ts'

/** What becomes of the records before they go: kept for the next sign-in, backed up, both at once, or nothing. */
export type Saved = {
  readonly kept: boolean
  /** Null where the system has no exit kinds. */
  readonly backup: { readonly done: boolean; readonly bytes: number } | null
  /** What the backup takes of the disk. */
  readonly backupFileBytes: number
}

/** An order with keepRecords whose share has been taken back since is one without. */
export function wantsKept({ options, share }: Order): boolean {
  return options.keepRecords && share !== undefined
}

/** `sealed` is 1 once what is sealed is final: then records may have gone already, and sealing again would lose them. */
const FINAL = 'sealed'
const BYTES = 'sealed.bytes'

/**
 * Seals the records as the order asks: with the share for keepRecords; else, for a full exit, as a backup that only the member's next sign-in
 * here opens. Called before anything is ended, and with `last` again when nothing writes any more; a kill in between repeats it.
 */
export async function saveRecords(
  places: RecordPlaces,
  order: Order,
  context: CleanContext,
  last: boolean,
): Promise<void> {
  const figures = (await context.recall()) ?? {}
  if (figures[FINAL] === 1) return
  const { bytes, files } = await sealAs(places, order)
  const final = last ? { [FINAL]: 1 } : {}
  await context.remember({ ...figures, ...final, [BYTES]: bytes, 'sealed.files': files })
}

async function sealAs(places: RecordPlaces, order: Order): Promise<Sealed> {
  const { signOutId, share, options } = order
  const { folder } = places
  if (options.keepRecords && share !== undefined)
    return sealRecords(places, folder.keptFile(signOutId), await keptArchiveKey(folder, share))
  // Unbind takes the own secret, without which a backup would never open: none is made that is worth nothing.
  const key = options.exit === 'full' && !options.unbind ? await newBackupKey(folder, signOutId) : null
  if (key === null) return { files: 0, bytes: 0 }
  // A full disk costs the backup, not the sign-out: the report then says that there is none.
  return sealRecords(places, folder.backupFile(signOutId), key).catch(() => ({ files: 0, bytes: 0 }))
}

/** What the order no longer lets lie here: kept records of an order that was made stricter, backups with unbind. */
export async function dropUnwanted({ folder }: Pick<RecordPlaces, 'folder'>, order: Order): Promise<void> {
  const { signOutId, options } = order
  if (!wantsKept(order)) await rm(folder.keptFile(signOutId), { force: true })
  if (options.unbind) await dropBackup(folder, signOutId)
}

/** What is really there now, for the report: never a backup that does not lie there. */
export async function savedOf(
  { folder }: Pick<RecordPlaces, 'folder'>,
  order: Order,
  context: CleanContext,
): Promise<Saved> {
  const { signOutId, options } = order
  const figures = (await context.recall()) ?? {}
  const kept = wantsKept(order) && (await isThere(folder.keptFile(signOutId)))
  const backupFileBytes = await stat(folder.backupFile(signOutId)).then(
    ({ size }) => size,
    () => 0,
  )
  if (options.exit === null) return { kept, backup: null, backupFileBytes }
  const done = options.exit === 'full' && (kept || backupFileBytes > 0) && (figures['sealed.files'] ?? 0) > 0
  return { kept, backup: { done, bytes: done ? (figures[BYTES] ?? 0) : 0 }, backupFileBytes }
}
