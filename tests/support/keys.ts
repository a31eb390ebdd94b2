import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'

export interface TestKey {
  /** The public JWK, as a device sends it. */
  publicKey: JWK
  /** RFC 7638, SHA-256, base64url: what the server knows this device by. */
  thumbprint: string
  /** A compact JWS over the claims as JSON, or over a string as it is (a challenge, a device code). */
  sign(payload: object | string): Promise<string>
}

/** A device's key pair as protocol.md part 3 allows it: P-256 (ES256) or Ed25519 (EdDSA). */
export async function createKey(alg: 'ES256' | 'EdDSA' = 'ES256'): Promise<TestKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const jwk = Object.fromEntries(Object.entries({ kty, crv, x, y }).filter(([, value]) => value !== undefined)) as JWK
  return {
    publicKey: jwk,
    thumbprint: await calculateJwkThumbprint(jwk),
    sign: (payload) => {
      const bytes = new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload))
      return new CompactSign(bytes).setProtectedHeader({ alg }).sign(privateKey)
    },
  }
}
