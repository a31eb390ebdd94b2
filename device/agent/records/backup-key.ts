import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { keptRecordsKey, seal, unseal } from '#device/client/index.ts'
import { readJson, readText, writeDurably } from '../durable-file.ts'
import type { StateFolder } from '../state-folder.ts'
import { ownSecret } from './own-secret.ts'

/**
 * The key pair of backups. The public half lies open, so that a device that is locked already can still back up; the private half is sealed
 * with the own secret and the server's half, which only an active session of this device hears (decision 0091). So after a sign-out
 * nothing on the device opens a backup, until its member has signed in here again.
 */
type Stored = { readonly publicKey: string; readonly sealedPrivateKey: string }

/** On contact: makes the pair where there is none that this half opens. */
export async function prepareBackupKey(folder: StateFolder, serverHalf: string): Promise<void> {
  if ((await privateKey(folder, serverHalf)) !== null) return
  const pair = generateKeyPairSync('x25519')
  const secret = Uint8Array.from(pair.privateKey.export({ type: 'pkcs8', format: 'der' }))
  const sealed = await seal(await keptRecordsKey(Uint8Array.from(await ownSecret(folder)), serverHalf), secret)
  const stored: Stored = {
    publicKey: exportPublic(pair.publicKey),
    sealedPrivateKey: Buffer.from(sealed).toString('base64'),
  }
  await writeDurably(folder.backupKeyFile, JSON.stringify(stored))
}

/** A key for one backup, whose own half is written beside it. Null before the first contact: then nothing could be opened again. */
export async function newBackupKey(folder: StateFolder, signOutId: string): Promise<Buffer | null> {
  const stored = await read(folder)
  if (stored === null) return null
  const own = generateKeyPairSync('x25519')
  const path = folder.backupHalfFile(signOutId)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeDurably(path, exportPublic(own.publicKey))
  return derive(own.privateKey, importPublic(stored.publicKey))
}

/** The key of a backup that was made here, or null when it cannot be had with this half. */
export async function openBackupKey(
  folder: StateFolder,
  signOutId: string,
  serverHalf: string,
): Promise<Buffer | null> {
  const half = await readText(folder.backupHalfFile(signOutId))
  const secret = await privateKey(folder, serverHalf)
  return half === null || secret === null ? null : derive(secret, importPublic(half))
}

export async function dropBackup(folder: StateFolder, signOutId: string): Promise<void> {
  for (const path of [folder.backupFile(signOutId), folder.backupHalfFile(signOutId)]) await rm(path, { force: true })
}

const KEPT_BACKUPS = 3

/** The oldest make room: nobody else ever would. */
export async function dropOldBackups(folder: StateFolder): Promise<void> {
  const names = await readdir(folder.backupFolder).catch(() => [])
  const backups = await Promise.all(
    names.flatMap((name) => {
      const id = /^(.+)\.sealed$/.exec(name)?.[1]
      return id === undefined ? [] : [stat(folder.backupFile(id)).then(({ mtimeMs }) => ({ id, mtimeMs }))]
    }),
  )
  const old = backups.toSorted((a, b) => b.mtimeMs - a.mtimeMs).slice(KEPT_BACKUPS)
  for (const { id } of old) await dropBackup(folder, id)
}

async function privateKey(folder: StateFolder, serverHalf: string): Promise<KeyObject | null> {
  const stored = await read(folder)
  if (stored === null) return null
  const key = await keptRecordsKey(Uint8Array.from(await ownSecret(folder)), serverHalf)
  const open = await unseal(key, Uint8Array.from(Buffer.from(stored.sealedPrivateKey, 'base64')))
  return open === null ? null : createPrivateKey({ key: Buffer.from(open), type: 'pkcs8', format: 'der' })
}

async function read(folder: StateFolder): Promise<Stored | null> {
  return (await readJson(folder.backupKeyFile)) as Stored | null // only `prepareBackupKey` writes it
}

function derive(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  return Buffer.from(hkdfSync('sha256', diffieHellman({ privateKey, publicKey }), '', 'signoff backup', 32))
}

function exportPublic(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'der' }).toString('base64')
}

function importPublic(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, 'base64'), type: 'spki', format: 'der' })
}
