import type { Peers, Vault } from './ports.ts'
import type { VaultRecords } from './records.ts'

/** A vault that lives as long as the process: for simulated devices and tests. Values are copied, as a real store would. */
export function memoryVault(records: Partial<VaultRecords> = {}): Vault {
  return {
    get: async (key) => structuredClone(records[key]),
    update: async (key, change) => {
      const next = change(structuredClone(records[key]))
      if (next === undefined) delete records[key]
      else records[key] = structuredClone(next)
      return next
    },
  }
}

/** The only one of its device: leads at once. */
export function alone<Message>(): Peers<Message> {
  return { lead: (work, signal) => work(signal), tell: () => {}, hear: () => () => {} }
}
