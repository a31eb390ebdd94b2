import { newKeyPair, webCryptoKeys, type Keys } from '#device/client/index.ts'
import { readRecord, updateRecord } from './store.ts'

const RECORD = 'device'

/**
 * The browser's device key: a P-256 pair that no script can read out, made at the first use. Two tabs that start together agree on one:
 * whoever stores first wins, inside one transaction.
 * @throws {DOMException} where the browser has no WebCrypto (a page that is neither https nor loopback) or no database
 */
export async function browserKeys(): Promise<Keys> {
  const stored = await readRecord<CryptoKeyPair>('keys', RECORD)
  if (stored !== undefined) return webCryptoKeys(stored)
  const made = await newKeyPair(false)
  const kept = await updateRecord<CryptoKeyPair>('keys', RECORD, (present) => present ?? made)
  return webCryptoKeys(kept ?? made)
}

/** Keys that are looked up at every use, because unbind deletes them while the page stays open. */
export function currentBrowserKeys(): Keys {
  return {
    alg: 'ES256',
    publicKey: async () => (await browserKeys()).publicKey(),
    sign: async (bytes) => (await browserKeys()).sign(bytes),
  }
}
