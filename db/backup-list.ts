import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** A backup that was finished and found sound. */
export type Backup = { readonly file: string; readonly at: string; readonly bytes: number }

const KEPT = 50

/** The finished backups of this store, the newest last: a list beside the file, because the file itself may be what is lost. */
export function backupsOf(path: string): readonly Backup[] {
  try {
    const list: unknown = JSON.parse(readFileSync(listOf(path), 'utf8'))
    return Array.isArray(list) ? list.filter(isBackup) : []
  } catch {
    return [] // no list, or not ours: the same as no backup known
  }
}

export function addBackup(path: string, backup: Backup): void {
  const others = backupsOf(path).filter(({ file }) => file !== backup.file)
  const list = [...others, backup].slice(-KEPT)
  const temporary = `${listOf(path)}.${process.pid}`
  writeFileSync(temporary, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o600 })
  renameSync(temporary, listOf(path))
}

/** The command that brings the last backup back, for a message. */
export function restoreHint(path: string): string {
  const last = backupsOf(path).findLast(({ file }) => existsSync(file))
  if (!last) return 'Restore a backup: npm run restore -- FILE'
  return `Restore the backup of ${last.at}: npm run restore -- ${quoted(last.file)}`
}

function listOf(path: string): string {
  return `${path}.backups.json`
}

function quoted(file: string): string {
  return /^[\w./:@%+=,-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`
}

function isBackup(value: unknown): value is Backup {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    typeof value.file === 'string' &&
    'at' in value &&
    'bytes' in value
  )
}
