import { keyOfHalves, ownSecretKey } from './two-halves.ts'

const IV_BYTES = 12

/** AES-256-GCM over a small record; the IV stands before it, the tag at its end. */
export async function seal(key: CryptoKey, plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain))
  const sealed = new Uint8Array(IV_BYTES + body.length)
  sealed.set(iv)
  sealed.set(body, IV_BYTES)
  return sealed
}

/** What `seal` sealed, or null when it was changed, cut short, or sealed with another key. */
export async function unseal(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | null> {
  const iv = sealed.subarray(0, IV_BYTES)
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed.subarray(IV_BYTES)))
  } catch {
    return null
  }
}

/**
 * The key of kept records: HKDF-SHA-256 of the device's own secret with the order's share as salt (protocol.md, part 6, Kept records).
 * Neither half opens them alone. `share` is base64url, as it came.
 */
export async function keptRecordsKey(ownSecret: Uint8Array<ArrayBuffer>, share: string): Promise<CryptoKey> {
  return keyOfHalves(await ownSecretKey(ownSecret), share, 'signoff kept records')
}
