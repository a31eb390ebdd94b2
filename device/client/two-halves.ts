/** What a derived key is for, so that none can stand for another. */
export type KeyUse = 'signoff local data' | 'signoff kept records'

/** A device's own secret as a key that others are derived from, which no script can read out. */
export function ownSecretKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
}

/**
 * A key of two halves: the device's own secret, and a half that the server holds (HKDF-SHA-256, RFC 5869, the half as salt; protocol.md,
 * part 6, Kept records). Neither opens anything alone. Resolves with an AES-256-GCM key.
 * @param half base64url, as the server sent it
 * @param extractable only where the key has to lie in a file
 */
export function keyOfHalves(secret: CryptoKey, half: string, use: KeyUse, extractable = false): Promise<CryptoKey> {
  const letters = atob(half.replaceAll('-', '+').replaceAll('_', '/'))
  const salt = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(use) }
  return crypto.subtle.deriveKey(derivation, secret, { name: 'AES-GCM', length: 256 }, extractable, [
    'encrypt',
    'decrypt',
  ])
}
