import { createDeviceClient, type DeviceClient, type DeviceClientOptions } from '../client.ts'
import { newKeyPair, webCryptoKeys } from '../jws.ts'
import { memoryVault } from '../memory.ts'
import type { Cleaner, CleanResult, Pause, Vault } from '../ports.ts'
import type { VaultRecords } from '../records.ts'
import type { FakeServer } from './fake-server.ts'

/** Resolves at the next turn of the event loop; only the idle wait (an hour) lasts until it is woken. */
export const quickPause: Pause = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    if (ms < 60 * 60_000) return void setImmediate(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** The device's disk: what outlives a kill. */
export type Disk = { readonly records: Partial<VaultRecords>; files: number }
export function newDisk(): Disk {
  return {
    files: 5,
    records: { session: { sessionId: 'ses_1', deviceId: 'dev_1', memberId: 'mem_1', token: 'secret' } },
  }
}

export const DONE: CleanResult = {
  result: 'done',
  bytesFreed: 10,
  filesRemoved: 0,
  processesEnded: 0,
  steps: [],
  leftovers: { processes: 0, files: 0, memoryBytes: 0 },
}

/** Removes the disk's files one by one, remembering first how many there were. */
export function fileCleaner(disk: Disk, log: string[] = []): Cleaner {
  return {
    async clean(order, context) {
      log.push(`clean ${order.attempt}`)
      const before = (await context.recall())?.files ?? disk.files
      await context.remember({ files: before })
      while (disk.files > 0) {
        disk.files--
        context.report({ step: 'files', done: before - disk.files, of: before })
        await new Promise((resolve) => setImmediate(resolve))
        if (context.signal.aborted) return DONE
      }
      return { ...DONE, filesRemoved: before }
    },
    async finish(order) {
      log.push(`finish ${order.attempt}`)
    },
  }
}

export const testKeys = webCryptoKeys(await newKeyPair())

type Overrides = Partial<DeviceClientOptions> & { readonly vault?: Vault }
export function newClient(server: FakeServer, disk: Disk, overrides: Overrides = {}): DeviceClient {
  return createDeviceClient({
    url: 'http://signoff.test',
    credentials: 'token',
    vault: memoryVault(disk.records),
    keys: testKeys,
    cleaner: fileCleaner(disk),
    fetch: server.fetch,
    pause: quickPause,
    random: () => 0.5,
    ...overrides,
  })
}

/** Resolves when the client's state satisfies `test`. */
export function stateOf(
  client: DeviceClient,
  test: (state: ReturnType<DeviceClient['state']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (test(client.state())) return resolve()
    const off = client.on('state', (state) => {
      if (!test(state)) return
      off()
      resolve()
    })
  })
}
