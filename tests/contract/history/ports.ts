import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import type { PublicJwk } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import { ID_PREFIX } from '#domain/ids.ts'
import { canonicalJson } from '#domain/log.ts'
import type { Store } from '#domain/store.ts'
import type { Claims } from '#server/commands/confirm-sign-out.ts'
import { codes } from '#server/auth/codes.ts'
import { createPasskeys } from '#server/auth/passkeys.ts'
import { createSecrets } from '#server/auth/secrets.ts'
import type { Ports } from '#server/commands/ports.ts'

/** A device's own key: Ed25519, signs compact JWS. */
export type DeviceKey = {
  readonly publicKey: Extract<PublicJwk, { kty: 'OKP' }>
  readonly sign: (payload: string) => string
}

const base64url = (text: string) => Buffer.from(text, 'utf8').toString('base64url')
const HEADER = base64url('{"alg":"EdDSA"}')

export function deviceKey(): DeviceKey {
  const pair = generateKeyPairSync('ed25519')
  const { x } = pair.publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('no key')
  return { publicKey: { kty: 'OKP', crv: 'Ed25519', x }, sign: (payload) => jwsOf(pair.privateKey, payload) }
}

function jwsOf(key: KeyObject, payload: string): string {
  const signed = `${HEADER}.${base64url(payload)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

function verified(jws: string, key: PublicJwk): string | null {
  const [header, payload, signature] = jws.split('.')
  if (header === undefined || payload === undefined || signature === undefined) return null
  const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
  const ok = verify(null, Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'))
  return ok ? Buffer.from(payload, 'base64url').toString('utf8') : null
}

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url')

/** A clock that a history moves, and that like the server's never runs back. */
export type MovedClock = { now(): number; advance(ms: number): void }
export function movedClock(start: number): MovedClock {
  let at = start
  return { now: () => at, advance: (ms) => void (at += ms) }
}

/** What the commands need, over a real store: real signatures and hashes; passwords are compared as they are, for speed. */
export function historyPorts(store: Store, clock: MovedClock): Ports {
  return {
    store,
    clock,
    isWorkingDay: () => true,
    searchText: ({ name, email }) => `${name} ${email}`.toLowerCase(),
    random: {
      id: (kind) => `${ID_PREFIX[kind]}_${randomBytes(16).toString('base64url')}`,
      token: () => randomBytes(32).toString('base64url'),
      pick: (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join(''),
    },
    hash: sha256,
    passwords: {
      hash: (password) => Promise.resolve(`as-is:${password}`),
      verify: (hash, password) => Promise.resolve(hash === `as-is:${password}`),
      weakness: () => null,
    },
    proofs: {
      thumbprint: (key) => Promise.resolve(sha256(canonicalJson(key))),
      verify: (jws, key) => Promise.resolve(verified(jws, key)),
      peek: (jws) => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8'),
    },
    receipts: {
      issuer: 'https://signoff.example',
      currentKid: () => 'kid-1',
      sign: (claims) => Promise.resolve(JSON.stringify(claims)),
    },
    bell: { ring: () => undefined, resend: () => undefined, moved: () => undefined },
    presence: {
      online: () => Promise.resolve(new Set()),
      lastAccepted: () => null,
      check: () => Promise.resolve(false),
    },
    meter: { confirmed: () => undefined, refused: () => undefined, handshakeRefused: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    secrets: createSecrets(Buffer.alloc(32, 5)),
    codes,
    passkeys: createPasskeys({ url: 'https://signoff.example', origins: new Set(['https://signoff.example']) }),
    post: { on: false, seal: () => '', kick: () => undefined, deliver: () => Promise.resolve() },
    hooks: { on: false, seal: () => '', kick: () => undefined },
    places: { of: () => ({ kind: 'unknown' }) },
  }
}

export function parseClaims(payload: string): Claims {
  const claims: unknown = JSON.parse(payload)
  if (!isClaims(claims)) throw new DomainError('malformed')
  return claims
}

function isClaims(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && 'signOutId' in value && 'nonce' in value && 'result' in value
}
