import { expect, test } from 'vitest'
import type { Vault } from './ports.ts'
import { memoryVault } from './memory.ts'
import { fileCleaner, newClient, newDisk, type Disk } from './test/bench.ts'
import { fakeServer, type FakeServer } from './test/fake-server.ts'

/** A power switch: after `n` uses everything that passes through it fails, before or after the deed. */
function powerSwitch(n: number, side: 'before' | 'after') {
  let used = 0
  let off: () => void = () => {}
  const dead = new Promise<void>((resolve) => (off = resolve))
  return {
    dead,
    used: () => used,
    async through<T>(deed: () => Promise<T>): Promise<T> {
      used++
      if (used > n || (used === n && side === 'before')) {
        off()
        throw new Error('no power')
      }
      const done = await deed()
      if (used < n || (used === n && side === 'before')) return done
      off()
      throw new Error('no power')
    },
  }
}
type Switch = ReturnType<typeof powerSwitch>

function poweredVault(disk: Disk, power: Switch): Vault {
  const vault = memoryVault(disk.records)
  return { get: (key) => vault.get(key), update: (key, change) => power.through(() => vault.update(key, change)) }
}

/** One life of the device: until it is signed out, or its power goes at the nth write or request. */
async function live(server: FakeServer, disk: Disk, power: Switch, log: string[]): Promise<string> {
  const client = newClient(server, disk, {
    vault: poweredVault(disk, power),
    cleaner: fileCleaner(disk, log),
    fetch: (input, init) => power.through(() => server.fetch(input, init)),
  })
  void client.start().catch(() => {})
  const end = await Promise.race([client.ended.then((state) => state.phase), power.dead.then(() => 'killed')])
  await client.stop()
  return end
}

type Outcome = { end: string; storedFirst: boolean; server: FakeServer; disk: Disk }

/** Kills the device at its nth write or request, and lets it live again. */
async function killAt(n: number, side: 'before' | 'after'): Promise<Outcome> {
  const [server, disk, log] = [fakeServer(), newDisk(), new Array<string>()]
  server.signOut()
  const end = await live(server, disk, powerSwitch(n, side), log)
  const storedFirst = server.heard.length === 0 || disk.records.orders !== undefined
  await live(server, disk, powerSwitch(Infinity, side), log)
  return { end, storedFirst, server, disk }
}

// quality.md, rule 2 of part 3 and case A3: stored before it is said to be received, cleaned idempotently, reported until acknowledged.
test.each(['before', 'after'] as const)(
  'killed %s any write or request, the next life finishes the order',
  async (side) => {
    let n = 0
    for (let end = 'killed'; end === 'killed';) {
      const outcome = await killAt(++n, side)
      end = outcome.end
      expect(outcome.storedFirst, `kill ${n}: stored before it was said to be received`).toBe(true)
      expect(outcome.server.state(), `kill ${n}`).toBe('confirmed')
      expect(outcome.server.claims(), `kill ${n}: one confirmation`).toHaveLength(1)
      expect(outcome.disk, `kill ${n}: nothing is left`).toEqual({ files: 0, records: { orders: {} } })
    }
    expect(n, 'every write and request was tried').toBeGreaterThan(20)
  },
)

test('killed twice in a row at every pair of places', async () => {
  for (let first = 1; first <= 14; first++)
    for (let second = 1; second <= 6; second++) {
      const [server, disk, log] = [fakeServer(), newDisk(), new Array<string>()]
      server.signOut()
      for (const power of [powerSwitch(first, 'after'), powerSwitch(second, 'before'), powerSwitch(Infinity, 'after')])
        await live(server, disk, power, log)
      expect(server.state(), `${first}, ${second}`).toBe('confirmed')
      expect(server.claims(), `${first}, ${second}`).toHaveLength(1)
    }
})
