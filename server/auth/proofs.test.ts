import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { expect, it } from 'vitest'
import type { PublicJwk } from '#domain/device.ts'
import { proofs } from './proofs.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const part = (text: string) => Buffer.from(text).toString('base64url')

async function signer(alg: 'ES256' | 'EdDSA') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
  const key = (await exportJWK(publicKey)) as PublicJwk
  const sign = (payload: string, header: object = {}) =>
    new CompactSign(bytes(payload)).setProtectedHeader({ alg, ...header }).sign(privateKey)
  return { key, sign }
}

it('[I5] a signature of ES256 or EdDSA by this very key gives the payload', async () => {
  for (const alg of ['ES256', 'EdDSA'] as const) {
    const { key, sign } = await signer(alg)
    expect(await proofs.verify(await sign('{"a":"é 中"}'), key), alg).toBe('{"a":"é 中"}')
    expect(await proofs.verify(await sign('{}', { typ: 'x', kid: 'any' }), key), alg).toBe('{}')
  }
})

it('[I5] nothing else does: another key, another payload, a weaker or foreign algorithm, what is critical, what is no JWS', async () => {
  const [ec, ed, other] = [await signer('ES256'), await signer('EdDSA'), await signer('ES256')]
  const jws = await ec.sign('{"result":"done"}')
  const [header = '', payload = '', signature = ''] = jws.split('.')
  const withHeader = (value: unknown) => `${part(JSON.stringify(value))}.${payload}.${signature}`
  const bad = [
    [jws, other.key],
    [jws, ed.key],
    [await ed.sign('{}'), ec.key],
    [`${header}.${part('{"result":"failed"}')}.${signature}`, ec.key],
    [`${header}.${payload}.${signature.slice(0, -2)}`, ec.key],
    [`${header}.${payload}.${'A'.repeat(86)}`, ec.key],
    [`${header}.${payload}.`, ec.key],
    [`${header}.${payload}`, ec.key],
    [`${jws}.${signature}`, ec.key],
    [` ${jws}`, ec.key],
    [`${jws}\n`, ec.key],
    [`.${payload}.${signature}`, ec.key],
    [`${part('no JSON')}.${payload}.${signature}`, ec.key],
    ...[{ alg: 'none' }, { alg: 'HS256' }, { alg: 'ES384' }, { alg: ['ES256'] }, {}, null, [], 'ES256'].map(
      (value) => [withHeader(value), ec.key] as const,
    ),
    [jws, { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' }],
  ] as const
  for (const [given, key] of bad) expect(await proofs.verify(given, key), given).toBeNull()
})

it('[I5] a header that names something critical is refused, though its signature is right', async () => {
  const { key, sign } = await signer('ES256')
  expect(await proofs.verify(await sign('{}', { b64: true, crit: ['b64'] }), key)).toBeNull()
})
