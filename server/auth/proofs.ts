import { verify } from 'node:crypto'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { z } from 'zod'
import type { PublicJwk } from '#domain/device.ts'
import type { Proofs } from '../commands/ports.ts'

/** Only what the protocol names: a header cannot choose anything weaker (quality.md, threats: JWT confusion). */
const ALGORITHMS: Readonly<Record<PublicJwk['kty'], readonly string[]>> = { EC: ['ES256'], OKP: ['EdDSA', 'Ed25519'] }
/** Whatever a header calls critical is nothing that we know (RFC 7515, 4.1.11). */
const protectedHeader = z.looseObject({ alg: z.string(), crit: z.never().optional() })

/**
 * Signatures are verified in place, in a tenth of a millisecond. WebCrypto would send each to a thread and back, behind whoever hashes a
 * password there, and what a device says meanwhile would wait for a commit of its own.
 */
export const proofs: Proofs = {
  thumbprint: (key) => calculateJwkThumbprint(plain(key)),
  async verify(jws, key) {
    try {
      return payloadOf(jws, key)
    } catch {
      return null
    }
  },
  peek(jws) {
    const parts = partsOf(jws)
    return parts && textOf(parts.payload)
  },
}

/** The payload of a JWS that this key has signed (RFC 7515, 5.2), else null. May throw where something is malformed. */
function payloadOf(jws: string, key: PublicJwk): string | null {
  const parts = partsOf(jws)
  if (parts === null) return null
  const { alg } = protectedHeader.parse(JSON.parse(textOf(parts.header)))
  if (!ALGORITHMS[key.kty].includes(alg)) return null
  const signed = Buffer.from(`${parts.header}.${parts.payload}`)
  const signature = Buffer.from(parts.signature, 'base64url')
  const publicKey = { key: plain(key), format: 'jwk' } as const
  const right =
    key.kty === 'EC'
      ? verify('sha256', signed, { ...publicKey, dsaEncoding: 'ieee-p1363' }, signature)
      : verify(null, signed, publicKey, signature)
  return right ? textOf(parts.payload) : null
}

function partsOf(jws: string): { header: string; payload: string; signature: string } | null {
  const [, header, payload, signature] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(jws) ?? []
  return header === undefined || payload === undefined || signature === undefined
    ? null
    : { header, payload, signature }
}

function textOf(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8')
}

function plain(key: PublicJwk): JWK {
  return { ...key }
}
