import type { Vault, VaultRecords } from '#device/client/index.ts'
import { readJson, writeDurably } from './durable-file.ts'

/** A vault in one file, for the one process that holds the agent's lock. Reading needs no lock. */
export function fileVault(path: string): Vault {
  let last: Promise<unknown> = Promise.resolve()
  const read = async (): Promise<Partial<VaultRecords>> => {
    return ((await readJson(path)) ?? {}) as Partial<VaultRecords> // only `update` writes it
  }
  return {
    get: async (key) => (await read())[key],
    update(key, change) {
      const work = last.then(async () => {
        const { [key]: present, ...rest } = await read()
        const next = change(present)
        await writeDurably(path, JSON.stringify(next === undefined ? rest : { ...rest, [key]: next }))
        return next
      })
      last = work.catch(() => {})
      return work
    },
  }
}
