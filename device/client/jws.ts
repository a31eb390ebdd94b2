import type { PublicJwk } from '#domain/device.ts'
import type { Keys } from './ports.ts'

/** base64url without padding (RFC 7515, part 2). */
export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Signs a text as a compact JWS (RFC 7515, 7.1): the payload is its UTF-8 bytes. */
export async function signCompact(keys: Keys, payload: string): Promise<string> {
  const encoder = new TextEncoder()
  const header = base64url(encoder.encode(JSON.stringify({ alg: keys.alg })))
  const input = `${header}.${base64url(encoder.encode(payload))}`
  return `${input}.${base64url(await keys.sign(encoder.encode(input)))}`
}

/** Keys over a WebCrypto P-256 pair, in a browser or in Node. */
export function webCryptoKeys(pair: CryptoKeyPair): Keys {
  return {
    alg: 'ES256',
    async publicKey(): Promise<PublicJwk> {
      const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
      if (x === undefined || y === undefined) throw new TypeError('not a P-256 key')
      return { kty: 'EC', crv: 'P-256', x, y }
    },
    async sign(bytes) {
      return new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, bytes))
    },
  }
}

/** A new P-256 pair. Not extractable unless the caller must write it to its own protected file. */
export async function newKeyPair(extractable = false): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, extractable, ['sign', 'verify'])
}
