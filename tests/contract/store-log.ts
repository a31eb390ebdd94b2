import { expect, it } from 'vitest'
import { sha256 } from '#db/stores/log-store.ts'
import { entryVerifies, GENESIS, type Entry } from '#domain/log.ts'
import type { Reads } from '#domain/store.ts'
import { failureOf } from './failure.ts'
import { AT } from './rows.ts'
import type { Bench } from './store-contract.ts'

/** Reads a whole stream in small pages and checks its chain; the number of entries. */
export async function verifiedEntries(read: Pick<Reads, 'log'>, stream: string): Promise<readonly Entry[]> {
  const all: Entry[] = []
  for (let page; (page = await read.log.after(stream, all.length, 7)).length > 0;) all.push(...page)
  let previous = GENESIS.hash
  for (const [i, entry] of all.entries()) {
    expect([entry.seq, entryVerifies(previous, entry, sha256)]).toEqual([i + 1, true])
    previous = entry.hash
  }
  const last = all.at(-1)
  expect(await read.log.head(stream)).toEqual(last ? { seq: last.seq, at: last.at, hash: last.hash } : GENESIS)
  return all
}

export function logRules(bench: Bench): void {
  const append = (stream: string, i: number, now = AT) =>
    bench.store.write(async (tx) => {
      await tx.log.take(stream)
      return tx.log.append(
        stream,
        [
          { type: 'a', data: { i } },
          { type: 'b', data: { i, text: '中\u0000\ud800' } },
        ],
        now,
      )
    })

  it('[ST10] parallel writers of a stream get numbers without a gap, and the chain verifies', async () => {
    const streams = [bench.fresh('mem'), bench.fresh('mem'), bench.fresh('mem')]
    const appended = await Promise.all(
      streams.flatMap((stream) => Array.from({ length: 15 }, (_, i) => append(stream, i))),
    )
    expect(appended.every(([a, b]) => b?.seq === (a?.seq ?? 0) + 1)).toBe(true)
    for (const stream of streams) expect(await verifiedEntries(bench.store.read, stream)).toHaveLength(30)
  })

  it('[ST10] a write that appends to a stream twice chains both, and reads the head that it has made', async () => {
    const stream = bench.fresh('mem')
    const heads = await bench.store.write(async (tx) => {
      await tx.log.append(stream, [{ type: 'a', data: {} }], AT)
      const between = await tx.log.head(stream)
      await tx.log.append(stream, [{ type: 'b', data: {} }], AT)
      return [between.seq, (await tx.log.take(stream)).seq, (await tx.log.headsOf([stream])).get(stream)]
    })
    expect(heads).toEqual([1, 2, 2])
    expect(await verifiedEntries(bench.store.read, stream)).toHaveLength(2)
  })

  it('[ST11] a write that fails after appending leaves no number behind', async () => {
    const stream = bench.fresh('mem')
    const failing = bench.store.write(async (tx) => {
      await tx.log.append(stream, [{ type: 'a', data: {} }], AT)
      throw new Error('no')
    })
    await Promise.all([append(stream, 1), failureOf(failing), append(stream, 2)])
    expect(await verifiedEntries(bench.store.read, stream)).toHaveLength(4)
  })

  it('[ST12] the time of an entry never runs behind the entry before it', async () => {
    const stream = bench.fresh('mem')
    for (const now of [AT, AT - 5000, AT + 1]) await append(stream, 0, now)
    const times = (await bench.store.read.log.after(stream, 0, 10)).map((entry) => entry.at)
    expect(times).toEqual([AT, AT, AT, AT, AT + 1, AT + 1])
    expect(await bench.store.read.log.latestAt()).toBeGreaterThanOrEqual(AT + 1)
  })

  it('[ST13] one entry, the newest about a sign-out, and the heads are found', async () => {
    const stream = bench.fresh('mem')
    await bench.store.write((tx) =>
      tx.log.append(
        stream,
        [1, 2, 3].map((i) => ({ type: i === 3 ? 'other' : 'ordered', data: { signOutId: `out_${stream}`, i } })),
        AT,
      ),
    )
    const { log } = bench.store.read
    expect(await log.newestOf(stream, ['ordered'], `out_${stream}`)).toMatchObject({ seq: 2 })
    expect(await log.newestOf(stream, ['none'], `out_${stream}`)).toBeNull()
    expect(await log.one(stream, 3)).toMatchObject({ type: 'other' })
    expect(await log.one(stream, 4)).toBeNull()
    const heads = await log.heads(null, 1000)
    expect(heads.map((found) => found.stream)).toEqual(heads.map((found) => found.stream).toSorted())
    expect(heads.find((found) => found.stream === stream)?.head.seq).toBe(3)
    const [first] = heads
    expect((await log.heads(first?.stream ?? null, 1000)).length).toBe(heads.length - 1)
  })

  it('[ST14] the audit is paged newest first, without a gap and without a double', async () => {
    const streams = [bench.fresh('mem'), bench.fresh('mem')]
    for (let i = 0; i < 6; i++) for (const stream of streams) await append(stream, i, AT + Math.floor(i / 2))
    const seen: string[] = []
    for (let cursor: string | undefined; ;) {
      const page = await bench.store.read.log.audit({ streams, types: ['a'], from: AT, to: AT + 1, limit: 3, cursor })
      expect(page.total).toBe(8)
      seen.push(...page.items.map((entry) => `${entry.at} ${entry.stream} ${entry.seq}`))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(new Set(seen).size).toBe(8)
    expect(seen.map((line) => Number(line.split(' ')[0]))).toEqual([1, 1, 1, 1, 0, 0, 0, 0].map((more) => AT + more))
  })
}
