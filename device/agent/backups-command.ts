import { mkdir, readdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { renewOnContact } from '#device/client/index.ts'
import type { Agent } from './agent.ts'
import { EXIT, UsageError, type Outcome, type Output } from './output.ts'
import { openBackupKey } from './records/backup-key.ts'
import { intoFolder, restoreRecords } from './records/restore-records.ts'

/**
 * `backups`: names the backups that full exits left here; with `--restore ID --to DIR` writes one out. Only the member who was signed out can:
 * the server tells its half of the key to an active session of this device alone.
 */
export async function backupsCommand(
  agent: Agent,
  { say, words }: Output,
  { restore, to }: { readonly restore: string | undefined; readonly to: string | undefined },
): Promise<Outcome> {
  const { folder, key, client } = agent
  const names = await readdir(folder.backupFolder).catch(() => [])
  const backups = names.flatMap((name) => /^(.+)\.sealed$/.exec(name)?.[1] ?? [])
  if (restore === undefined) {
    for (const id of backups) say(`  ${id}`)
    return { exit: EXIT.done, json: { backups } }
  }
  if (to === undefined) throw new UsageError(({ missing }) => missing('--to'))
  const archiveKey = await openBackupKey(folder, restore, await renewOnContact(client.http, key))
  if (archiveKey === null || !backups.includes(restore)) {
    say(words.noBackup(restore))
    return { exit: EXIT.failed, json: { error: 'no_backup' } }
  }
  await mkdir(to, { recursive: true, mode: 0o700 })
  const home = await realpath(resolve(to))
  const where = { own: intoFolder(join(home, 'Signoff')), home }
  const files = await restoreRecords(where, folder.backupFile(restore), archiveKey)
  say(words.restored(files))
  return { exit: EXIT.done, json: { restored: files, to: home } }
}
