import { randomBytes, createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { readText, writeDurably } from './durable-file.ts'
import type { StateFolder } from './state-folder.ts'

/**
 * Records that a sign-out leaves on the device, encrypted with a key of two halves: the device's own secret, and the share that the server
 * holds (protocol.md, part 6, Kept records). Neither opens them alone.
 */
const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

/** Encrypts the session's records. Does nothing when it was done before, as after a kill. */
export async function keepRecords(
  folder: StateFolder,
  sessionId: string,
  signOutId: string,
  share: string,
): Promise<void> {
  const path = folder.keptFile(signOutId)
  if ((await readText(path)) !== null) return
  const packed = JSON.stringify(await pack(join(folder.sessionFolder(sessionId), 'records')))
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, await keyOf(folder, share), iv)
  const sealed = Buffer.concat([iv, cipher.update(packed, 'utf8'), cipher.final(), cipher.getAuthTag()])
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeDurably(path, sealed.toString('base64'))
}

/**
 * Opens kept records into the records of a new session, and forgets the sealed ones. Resolves with the number of files, 0 where none were
 * kept here. @throws when they were tampered with or the share is another's
 */
export async function restoreRecords(
  folder: StateFolder,
  sessionId: string,
  signOutId: string,
  share: string,
): Promise<number> {
  const text = await readText(folder.keptFile(signOutId))
  if (text === null) return 0
  const sealed = Buffer.from(text, 'base64')
  const decipher = createDecipheriv(ALGORITHM, await keyOf(folder, share), sealed.subarray(0, IV_BYTES))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const body = sealed.subarray(IV_BYTES, -TAG_BYTES)
  const files = JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString()) as Packed
  const records = join(folder.sessionFolder(sessionId), 'records')
  for (const [name, content] of Object.entries(files)) await unpack(records, name, content)
  await dropKept(folder, signOutId)
  return Object.keys(files).length
}

/** A later order without keepRecords takes them away. */
export async function dropKept(folder: StateFolder, signOutId: string): Promise<void> {
  await rm(folder.keptFile(signOutId), { force: true })
}

type Packed = Readonly<Record<string, string>>

async function pack(records: string, below = ''): Promise<Packed> {
  const entries = await readdir(join(records, below), { withFileTypes: true }).catch(() => [])
  const parts = await Promise.all(
    entries.map(async (entry): Promise<Packed> => {
      const name = join(below, entry.name)
      if (entry.isDirectory()) return pack(records, name)
      return entry.isFile() ? { [name]: await readFile(join(records, name), 'base64') } : {}
    }),
  )
  return Object.assign({}, ...parts) as Packed
}

async function unpack(records: string, name: string, content: string): Promise<void> {
  const path = resolve(records, name)
  if (!path.startsWith(resolve(records) + sep)) throw new Error('a kept record lies outside its folder')
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, Buffer.from(content, 'base64'), { mode: 0o600 })
}

async function keyOf(folder: StateFolder, share: string): Promise<Buffer> {
  const secret = await ownSecret(folder)
  return Buffer.from(hkdfSync('sha256', secret, Buffer.from(share, 'base64url'), 'signoff kept records', 32))
}

/** Made once; stays with the device's key and goes with unbind. */
async function ownSecret(folder: StateFolder): Promise<Buffer> {
  const stored = await readText(folder.secretFile)
  if (stored !== null) return Buffer.from(stored, 'base64')
  const secret = randomBytes(32)
  await writeDurably(folder.secretFile, secret.toString('base64'))
  return secret
}
