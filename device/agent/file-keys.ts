import { rm } from 'node:fs/promises'
import { newKeyPair, webCryptoKeys, type Keys } from '#device/client/index.ts'
import { readJson, writeDurably } from './durable-file.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' }

/** The agent's device key, a P-256 pair in a file that only its owner may read (0600); made at the first use. */
export async function fileKeys(path: string): Promise<Keys> {
  const stored = (await readJson(path)) as JsonWebKey | null // only what follows writes it
  if (stored !== null) return webCryptoKeys(await importPair(stored))
  const pair = await newKeyPair(true)
  await writeDurably(path, JSON.stringify(await crypto.subtle.exportKey('jwk', pair.privateKey)))
  return webCryptoKeys(pair)
}

async function importPair(jwk: JsonWebKey): Promise<CryptoKeyPair> {
  const { d: _, key_ops: __, ...shown } = jwk
  const privateKey = await crypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['sign'])
  const publicKey = await crypto.subtle.importKey('jwk', { ...shown, key_ops: ['verify'] }, ALGORITHM, true, ['verify'])
  return { privateKey, publicKey }
}

/** With unbind the key and the own secret go: the next sign-in is a new device. */
export async function removeKeys(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true })
}
