import { describe, expect, it } from 'vitest'
import type { Bench } from './store-contract.ts'

/** Nodes, presence and leases: docs/spec/nodes.md. */
export function nodeRules(bench: Bench): void {
  const node = (id: string, aliveUntil: number) => ({ id, aliveUntil, secret: 'a fingerprint' })
  const line = (deviceId: string, until: number | null = null) => ({ deviceId, memberId: 'mem_1', until })

  describe('nodes', () => {
    it('[ND1] a device is online elsewhere while its line stands on a living node that is not the asking one', async () => {
      const { store, fresh } = bench
      const [A, B, socket, poll, none] = [fresh('node'), fresh('node'), fresh('dev'), fresh('dev'), fresh('dev')]
      await store.write(async (tx) => {
        await tx.nodes.join(node(A, 100))
        await tx.nodes.join(node(B, 100))
        await tx.nodes.setLines(A, [line(socket), line(poll, 50)])
      })
      const seen = (self: string, now: number) => store.read.nodes.onlineElsewhere([socket, poll, none], self, now)
      expect(await seen(B, 10)).toEqual(new Set([socket, poll]))
      expect(await seen(B, 60)).toEqual(new Set([socket]))
      expect(await seen(A, 10)).toEqual(new Set())
      expect(await seen(B, 100)).toEqual(new Set())
      await store.write((tx) => tx.nodes.setLines(A, [line(poll, 90)]))
      expect(await seen(B, 60)).toEqual(new Set([socket, poll]))
      await store.write((tx) => tx.nodes.dropLines(A, [socket]))
      expect(await seen(B, 60)).toEqual(new Set([poll]))
      await store.write((tx) => tx.nodes.leave(A))
      expect(await seen(B, 60)).toEqual(new Set())
    })

    it('[ND2] who does not say that it lives is given up with its lines, and is told so when it speaks again', async () => {
      const { store, fresh } = bench
      const [A, B, onA, onB, over] = [fresh('node'), fresh('node'), fresh('dev'), fresh('dev'), fresh('dev')]
      await store.write(async (tx) => {
        await tx.nodes.join(node(A, 1_000))
        await tx.nodes.join(node(B, 1_000))
        await tx.nodes.setLines(A, [line(onA)])
        await tx.nodes.setLines(B, [line(onB), line(over, 1_200)])
      })
      expect(await store.write((tx) => tx.nodes.beat(B, 2_000))).toBe(true)
      const gone = await store.write((tx) => tx.nodes.reap(1_500))
      expect(
        gone
          .filter(({ deviceId }) => [onA, onB, over].includes(deviceId))
          .map(({ deviceId }) => deviceId)
          .sort(),
      ).toEqual([onA, over].sort())
      expect(await store.write((tx) => tx.nodes.beat(A, 2_000))).toBe(false)
      expect((await store.read.nodes.alive(1_500)).map(({ id }) => id)).toContain(B)
    })
  })

  describe('leases', () => {
    it('[ND3] one holder at a time has a lease, whoever asks at once, until it is over or given back', async () => {
      const { store, fresh } = bench
      const name = fresh('lease')
      const hold = (holder: string, now: number, until: number) =>
        store.write((tx) => tx.leases.hold(name, holder, now, until))
      const holders = Array.from({ length: 10 }, (_, i) => `holder ${i}`)
      const held = await Promise.all(holders.map((holder) => hold(holder, 0, 100)))
      expect(held.filter(Boolean)).toHaveLength(1)
      const first = holders[held.indexOf(true)] ?? ''
      expect(await hold('another', 99, 200)).toBe(false)
      expect(await hold(first, 99, 200)).toBe(true)
      expect(await hold('another', 150, 300)).toBe(false)
      expect(await hold('another', 200, 300)).toBe(true)
      await store.write((tx) => tx.leases.release(name, first))
      expect(await hold(first, 250, 300)).toBe(false)
      await store.write((tx) => tx.leases.release(name, 'another'))
      expect(await hold(first, 250, 300)).toBe(true)
    })
  })
}
