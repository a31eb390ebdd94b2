import { calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose'
import type { PublicJwk } from '#domain/device.ts'
import type { Proofs } from '../commands/ports.ts'

/** Only what the protocol names: a header cannot choose anything weaker (quality.md, threats: JWT confusion). */
const ALGORITHMS = { EC: ['ES256'], OKP: ['EdDSA', 'Ed25519'] } as const

export const proofs: Proofs = {
  thumbprint: (key) => calculateJwkThumbprint(plain(key)),
  async verify(jws, key) {
    try {
      const algorithms = [...ALGORITHMS[key.kty]]
      const imported = await importJWK(plain(key), algorithms[0])
      const { payload } = await compactVerify(jws, imported, { algorithms })
      return new TextDecoder().decode(payload)
    } catch {
      return null
    }
  },
  peek(jws) {
    const parts = jws.split('.')
    if (parts.length !== 3 || parts.some((part) => !/^[A-Za-z0-9_-]+$/.test(part))) return null
    return Buffer.from(parts[1] ?? '', 'base64url').toString('utf8')
  },
}

function plain(key: PublicJwk): JWK {
  return { ...key }
}
