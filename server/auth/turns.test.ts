import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

/** Work that ends when it is told to. */
function heldWork() {
  const ends: (() => void)[] = []
  return { ends, work: () => new Promise<void>((resolve) => ends.push(resolve)) }
}
const settled = () => new Promise(setImmediate)

it('[LD3] as many run at once as may, the others in their order', async () => {
  const turns = createTurns(2, 10)
  const { ends, work } = heldWork()
  const done: number[] = []
  const all = [0, 1, 2, 3].map((i) => turns('a', work).then(() => done.push(i)))
  await settled()
  expect(ends).toHaveLength(2)
  ends[1]?.()
  await settled()
  expect([ends.length, done]).toEqual([3, [1]])
  ends[0]?.()
  ends[2]?.()
  await settled()
  ends[3]?.()
  await Promise.all(all)
  expect(done).toEqual([1, 0, 2, 3])
})

it('[LD3] askers are served in turn: whoever asks once does not wait for all of one who asks often', async () => {
  const turns = createTurns(1, 10)
  const { ends, work } = heldWork()
  const begun: string[] = []
  const ask = (asker: string | null, name: string) => turns(asker, () => (begun.push(name), work()))
  const all = [ask('a', 'a1'), ask('a', 'a2'), ask('a', 'a3'), ask('b', 'b1'), ask(null, 'n1'), ask('a', 'a4')]
  for (let i = 0; i < all.length; i += 1) {
    await settled()
    ends[i]?.()
  }
  await Promise.all(all)
  expect(begun).toEqual(['a1', 'a2', 'b1', 'n1', 'a3', 'a4'])
})

it('[LD3] of one asker so many wait and no more; what failed keeps nobody out', async () => {
  const turns = createTurns(1, 2)
  const { ends, work } = heldWork()
  const first = [turns('a', work), turns('a', work), turns('a', work)]
  await expect(turns('a', work)).rejects.toMatchObject({ code: 'rate_limited', data: { retryAfterS: 10 } })
  for (let i = 0; i < 3; i += 1) {
    await settled()
    ends[i]?.()
  }
  await Promise.all(first)
  await expect(turns('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await turns('a', () => Promise.resolve('again'))).toBe('again')
})
