import type { Vault } from '#device/client/index.ts'
import { readRecord, updateRecord } from './store.ts'

/** The client's durable records, in IndexedDB, shared by all tabs. */
export function browserVault(): Vault {
  return {
    get: (key) => readRecord('vault', key),
    update: (key, change) => updateRecord('vault', key, change),
  }
}

/** Groups what runs on one machine, for people to see; it proves nothing (protocol.md, part 3). */
export async function installId(vault: Vault): Promise<string> {
  const id = await vault.update('installId', (present) => present ?? crypto.randomUUID())
  return id ?? crypto.randomUUID()
}
