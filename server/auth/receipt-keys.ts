import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK, type CryptoKey } from 'jose'
import type { Clock, Log, ReceiptKeys } from '../commands/ports.ts'
import type { SigningKey, Store } from '#domain/store.ts'

const ALG = 'EdDSA'

export type KeyRing = ReceiptKeys & {
  /** Every key that ever signed, for `/.well-known/jwks.json`. */
  publicKeys(): readonly Readonly<Record<string, string>>[]
}

/**
 * The keys that sign receipts, out of the store, each wrapped with `wrappingKey` (32 bytes). Where the present one cannot be unwrapped, the secret
 * of its day is gone: a new key signs from now on, and old receipts still verify with the old public half.
 */
export async function openKeyRing(
  store: Store,
  clock: Clock,
  issuer: string,
  wrappingKey: Buffer,
  log: Log,
): Promise<KeyRing> {
  const privates = new Map<string, CryptoKey>()
  let stored = await store.read.keys.signing()
  for (const key of stored) {
    const opened = await unwrap(key, wrappingKey)
    if (opened) privates.set(key.kid, opened)
    else log.warn({ kid: key.kid }, 'a signing key was wrapped with another SIGNOFF_SECRET and can no longer sign')
  }
  let current = stored.findLast((key) => key.retiredAt === null && privates.has(key.kid))
  if (!current) {
    const made = await makeKey(clock, wrappingKey)
    // Nodes that start together wait for each other here, and all sign with the key of the first.
    const theirs = await store.write(async (tx) => {
      await tx.leases.hold('signing keys', made.key.kid, clock.now(), clock.now())
      const others = (await tx.keys.signing()).length > stored.length
      if (!others) await tx.keys.insert(made.key)
      return others
    })
    if (theirs) return openKeyRing(store, clock, issuer, wrappingKey, log)
    privates.set(made.key.kid, made.privateKey)
    stored = [...stored, made.key]
    current = made.key
  }
  const { kid: currentKid } = current
  return {
    issuer,
    currentKid: () => currentKid,
    async sign(claims, kid) {
      const usable = privates.has(kid) ? kid : currentKid
      const key = privates.get(usable)
      if (!key) throw new Error('no key signs')
      const payload = new TextEncoder().encode(JSON.stringify(claims))
      return new CompactSign(payload).setProtectedHeader({ typ: 'secevent+jwt', alg: ALG, kid: usable }).sign(key)
    },
    publicKeys: () => stored.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, use: 'sig', alg: ALG })),
  }
}

async function makeKey(clock: Clock, wrappingKey: Buffer): Promise<{ key: SigningKey; privateKey: CryptoKey }> {
  const { privateKey, publicKey } = await generateKeyPair(ALG, { crv: 'Ed25519', extractable: true })
  const secret = await exportJWK(privateKey)
  const { kty = '', crv = '', x = '' } = await exportJWK(publicKey)
  const publicJwk = { kty, crv, x }
  const kid = await calculateJwkThumbprint(publicJwk)
  return {
    key: {
      kid,
      publicJwk,
      wrapped: wrap(JSON.stringify(secret), wrappingKey),
      createdAt: clock.now(),
      retiredAt: null,
    },
    privateKey,
  }
}

/** AES-256-GCM: iv ‖ tag ‖ ciphertext, base64url. */
function wrap(text: string, key: Buffer): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

async function unwrap({ wrapped }: SigningKey, key: Buffer): Promise<CryptoKey | null> {
  try {
    const bytes = Buffer.from(wrapped, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    const imported = await importJWK(JSON.parse(text), ALG)
    return imported instanceof Uint8Array ? null : imported
  } catch {
    return null
  }
}
