import { readRecord, updateRecord } from './store.ts'

/** What a derived key is for, so that none can stand for another. */
export type KeyUse = 'signoff local data' | 'signoff kept records'

/**
 * A key of two halves: this browser's own secret, which no script can read out, and a half that the server holds (protocol.md, part 6).
 * Neither opens anything alone. Resolves with an AES-256-GCM key that cannot be read out either (HKDF, RFC 5869).
 * @param half base64url, as the server sent it
 */
export async function keyFrom(half: string, use: KeyUse): Promise<CryptoKey> {
  const salt = Uint8Array.from(atob(half.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0))
  const info = new TextEncoder().encode(use)
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    await ownSecret(),
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** Made at the first use; whoever of two tabs stores first wins. It stays with the device's key and goes with unbind. */
async function ownSecret(): Promise<CryptoKey> {
  const stored = await readRecord<CryptoKey>('keys', 'secret')
  if (stored !== undefined) return stored
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const made = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  bytes.fill(0)
  return (await updateRecord<CryptoKey>('keys', 'secret', (present) => present ?? made)) ?? made
}
