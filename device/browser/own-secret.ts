import { keyOfHalves, ownSecretKey, type KeyUse } from '#device/client/two-halves.ts'
import { readRecord, updateRecord } from './store.ts'

/** This browser's secret with a half of the server's: a key that no script can read out. */
export async function keyFrom(half: string, use: KeyUse): Promise<CryptoKey> {
  return keyOfHalves(await ownSecret(), half, use)
}

/** Made at the first use; whoever of two tabs stores first wins. It stays with the device's key and goes with unbind. */
export async function ownSecret(): Promise<CryptoKey> {
  const stored = await readRecord<CryptoKey>('keys', 'secret')
  if (stored !== undefined) return stored
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const made = await ownSecretKey(bytes)
  bytes.fill(0)
  return (await updateRecord<CryptoKey>('keys', 'secret', (present) => present ?? made)) ?? made
}
