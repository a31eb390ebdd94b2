import { hkdfSync, randomBytes } from 'node:crypto'
import { readText, writeDurably } from '../durable-file.ts'
import type { StateFolder } from '../state-folder.ts'

/** Made once; stays with the device's key and goes with unbind. */
export async function ownSecret(folder: StateFolder): Promise<Buffer> {
  const stored = await readText(folder.secretFile)
  if (stored !== null) return Buffer.from(stored, 'base64')
  const secret = randomBytes(32)
  await writeDurably(folder.secretFile, secret.toString('base64'))
  return secret
}

/**
 * The key of kept records: the device's own secret and the order's share (protocol.md, part 6, Kept records): HKDF-SHA-256, the share
 * as salt. The same derivation as the SDK's `keptRecordsKey`, for streams.
 */
export async function keptArchiveKey(folder: StateFolder, share: string): Promise<Buffer> {
  const salt = Buffer.from(share, 'base64url')
  return Buffer.from(hkdfSync('sha256', await ownSecret(folder), salt, 'signoff kept records', 32))
}
