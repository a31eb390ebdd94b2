import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import { checkInvariants, everyOrderCanBeConfirmed } from './invariants.ts'
import { operation, type Operation } from './operation.ts'
import { perform } from './perform.ts'
import { movedClock } from './ports.ts'
import { foundOrg, LIMIT, newWorld, type World } from './world.ts'

const START = 1_767_323_045_678

/** A history begins with nobody, or with one device that signed in, one that it linked, and one more of its own. */
const beginning = fc.constantFrom<readonly Operation[]>(
  [],
  [
    { do: 'sign-in', device: 0, replace: null },
    { do: 'link', device: 1, by: 0, replace: null, fetch: true, wrong: false },
    { do: 'sign-in', device: 2, replace: null },
  ],
)
/** Then things happen one after another, or a few at once. */
const turns = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 25,
  size: 'max',
})

/**
 * The invariants I1 to I12 of quality.md on histories that nobody thought of: the real commands over the real store.
 * @param runs how many histories; twenty times as many in the long run
 */
export function describeHistory(engine: string, open: () => Promise<Database>, runs: number): void {
  describe(`histories on ${engine}`, () => {
    let db: Database
    let n = 0
    const clock = movedClock(START)
    beforeAll(async () => {
      db = await open()
      await foundOrg(createStore(db), clock)
    })
    afterAll(() => db.close())
    const world = () => newWorld(createStore(db), clock, `m${++n}`)

    const factor = process.env['SIGNOFF_TEST_LONG'] === '1' ? 20 : 1
    it(
      '[I1..I12] hold in every history, also when things happen at once and writes fail',
      { timeout: factor * 120_000 },
      async () => {
        const numRuns = runs * factor
        await fc.assert(
          fc.asyncProperty(beginning, turns, async (first, then) =>
            play(await world(), [...first.map((op) => [op]), ...then]),
          ),
          { numRuns, endOnFailure: false },
        )
      },
    )

    it('[I9] an approval dies with the session that gave it, also when the token is fetched later', async () => {
      const one = await world()
      await playTurns(one, [
        { do: 'sign-in', device: 0, replace: null },
        { do: 'link', device: 1, by: 0, replace: null, fetch: false, wrong: false },
        { ...standard, by: 0, scope: 'this' },
        { do: 'sign-in', device: 2, replace: null },
        { do: 'fetch' },
      ])
      expect(one.handsets[1]?.token).toBeNull()
    })

    it('[I6] a link that was to keep a session has no place of its own, and none when that session was replaced', async () => {
      const one = await world()
      await playTurns(one, [
        { do: 'sign-in', device: 0, replace: null },
        { do: 'link', device: 1, by: 0, replace: null, fetch: true, wrong: false },
        { do: 'link', device: 1, by: 0, replace: null, fetch: false, wrong: false },
        { do: 'sign-in', device: 2, replace: null },
      ])
      expect(await one.ports.store.read.sessions.activeOf(one.memberId)).toHaveLength(LIMIT)
      const linked = (await one.ports.store.read.sessions.activeOf(one.memberId)).findIndex(
        (session) => !session.bySelf,
      )
      await playTurns(one, [
        { do: 'link', device: 3, by: 0, replace: linked, fetch: false, wrong: false },
        { do: 'fetch' },
        { do: 'fetch' },
      ])
      const active = await one.ports.store.read.sessions.activeOf(one.memberId)
      expect(active.map(({ deviceId }) => deviceId)).toContain(one.handsets[3]?.deviceId)
      expect(active).toHaveLength(LIMIT)
    })

    it('[I4] a confirmation that was answered before gets its first answer again', async () => {
      const one = await world()
      const confirm = { do: 'confirm', target: 0, forge: 'no', old: false } as const
      await playTurns(one, [
        { do: 'sign-in', device: 0, replace: null },
        { ...standard, by: 0, scope: 'this' },
        { ...confirm, result: 'partial', jti: 1 },
        { ...confirm, result: 'done', jti: 2 },
        { ...confirm, result: 'partial', jti: 1 },
        { ...confirm, result: 'done', jti: 2 },
      ])
      expect([...one.journal.answers.values()]).toEqual(['failed', 'confirmed'])
    })

    it('[I12] a write that fails is never answered as done, and nothing of it is stored', async () => {
      const one = await world()
      await perform(one, { do: 'sign-in', device: 0, replace: null })
      one.faults = 1
      await perform(one, { ...standard, by: 0, scope: 'this' })
      expect(one.faults).toBe(0)
      expect(one.journal.answered.size).toBe(0)
      expect(await one.ports.store.read.sessions.activeOf(one.memberId)).toHaveLength(1)
      await checkInvariants(one)
    })
  })
}

const standard = { do: 'sign-out', target: 0, approver: 'none', unbind: false, keepRecords: false } as const

async function playTurns(world: World, history: readonly Operation[]): Promise<void> {
  for (const op of history) {
    await perform(world, op)
    await checkInvariants(world)
  }
}

async function play(world: World, history: readonly (readonly Operation[])[]): Promise<void> {
  for (const turn of history) {
    await Promise.all(turn.map((op) => perform(world, op)))
    await checkInvariants(world)
  }
  world.faults = 0
  await everyOrderCanBeConfirmed(world)
}
