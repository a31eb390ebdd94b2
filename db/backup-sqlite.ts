import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { addBackup, type Backup } from './backup-list.ts'
import { StoreRefusal } from './refusal.ts'
import { checkSqlite } from './sqlite-check.ts'

/**
 * Writes a sound copy of the store to `target`, also while the server runs: one read transaction, which stops nobody. The copy gets
 * its name and its place in the list of backups only when it is whole, checked and on the disk.
 * @param at the present time, RFC 3339, for the list
 * @param force whether an older file of that name may go
 * @throws StoreRefusal `missing`, `exists`, and those of `checkSqlite`
 */
export function backupSqlite(path: string, target: string, at: string, force: boolean): Backup {
  const file = resolve(target)
  if (!checkSqlite(path, 'ours'))
    throw new StoreRefusal('missing', `${path} is no store yet. There is nothing to back up.`)
  assertFree(path, file, force)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  removeLeftovers(file)
  const partial = `${file}.partial-${process.pid}`
  try {
    copy(path, partial)
    if (!checkSqlite(partial, 'full')) throw new Error('the copy is empty')
    toDisk(partial)
    publish(partial, file, force)
  } finally {
    rmSync(partial, { force: true })
  }
  toDisk(dirname(file))
  const backup = { file, at, bytes: statSync(file).size }
  addBackup(path, backup)
  return backup
}

function assertFree(path: string, file: string, force: boolean): void {
  const own = [path, `${path}-wal`, `${path}-shm`, `${path}.lock`, `${path}.backups.json`]
  if (own.includes(file))
    throw new StoreRefusal('exists', `${file} is part of the store itself. Give the backup another name.`)
  if (!force && existsSync(file))
    throw new StoreRefusal('exists', `${file} is there already. Give another name, or --force to replace it.`)
}

function copy(path: string, partial: string): void {
  const source = new Sqlite(path, { readonly: true, fileMustExist: true })
  try {
    source.prepare('VACUUM INTO ?').run(partial)
    chmodSync(partial, 0o600)
  } finally {
    source.close()
  }
}

/** With `force` the new file replaces the old one in one step; without it, whoever was first keeps the name. */
function publish(partial: string, file: string, force: boolean): void {
  if (force) return renameSync(partial, file)
  try {
    linkSync(partial, file)
  } catch (error) {
    if (existsSync(file))
      throw new StoreRefusal('exists', `${file} is there already. Give another name, or --force to replace it.`, error)
    renameSync(partial, file) // a file system without links
  }
}

/** What a killed backup of this name left. */
function removeLeftovers(file: string): void {
  const prefix = `${basename(file)}.partial-`
  for (const name of readdirSync(dirname(file)).filter((other) => other.startsWith(prefix)))
    if (!isAlive(Number(name.slice(prefix.length)))) rmSync(join(dirname(file), name), { force: true })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Waits until a file, or the names in a folder, are on the disk. Windows has no such call for folders. */
export function toDisk(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
