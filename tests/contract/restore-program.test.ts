import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { movedClock } from './history/ports.ts'
import { foundOrg, newWorld, type World } from './history/world.ts'
import { perform } from './history/perform.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let n = 0

type Stage = { readonly data: string; run(program: string, ...args: string[]): { code: number | null; said: string } }
function stage(): Stage {
  const data = `${folder}/${++n}`
  const env = { ...process.env, SIGNOFF_DATA: data, DATABASE_URL: '' }
  return {
    data,
    run: (program, ...args) => {
      const done = spawnSync(process.execPath, [`server/${program}.ts`, ...args], { env, encoding: 'utf8' })
      return { code: done.status, said: done.stdout + done.stderr }
    },
  }
}

function succeeds({ code, said }: { code: number | null; said: string }, words: string): void {
  expect(said).toContain(words)
  expect(code).toBe(0)
}

async function using<T>(data: string, work: (store: Store) => Promise<T>): Promise<T> {
  const database = await openDatabase(`file:${data}/signoff.db`)
  try {
    return await work(createStore(database))
  } finally {
    await database.close()
  }
}

/** A company with a member on two devices; the tokens and passwords that it knows. */
async function aCompany(data: string): Promise<World> {
  return using(data, async (store) => {
    const clock = movedClock(Date.now())
    await foundOrg(store, clock)
    const world = await newWorld(store, clock, 'm1')
    await perform(world, { do: 'sign-in', device: 0, replace: null })
    await perform(world, { do: 'sign-in', device: 1, replace: null })
    return world
  })
}

it('[BK10] a restored backup has no session of its day, each ended by its own sign-out, and no open invitation (quality.md, B7)', async () => {
  const { data, run } = stage()
  const world = await aCompany(data)
  succeeds(run('backup', `${folder}/b7.db`), 'Backed up to')
  await using(data, (store) =>
    store.write((tx) => tx.members.update(world.memberId, { name: 'renamed after the backup' })),
  )

  succeeds(run('restore', `${folder}/b7.db`), '3 sessions ended by a sign-out each')
  await using(data, async (store) => {
    expect(await store.read.members.get(world.memberId)).toMatchObject({ name: 'Member m1' })
    const org = await store.read.org.get()
    expect([org?.epoch, typeof org?.restoredAsOf]).toEqual([2, 'number'])
    expect(await store.read.sessions.activeOf(world.memberId)).toEqual([])
    const { items } = await store.read.signOuts.list({ memberId: world.memberId, limit: 9 })
    expect(items.map(({ state, by, reason }) => [state, by.kind, reason])).toEqual([
      ['waiting', 'system', 'restored'],
      ['waiting', 'system', 'restored'],
    ])
    for (const { token } of world.handsets.slice(0, 2))
      expect((await store.read.sessions.byTokenHash(world.ports.hash(String(token))))?.session.endedAt).not.toBeNull()
    expect((await store.read.log.audit({ streams: ['org'], types: ['org.restored'], limit: 1 })).items).toHaveLength(1)
  })
})

it('[BK11] nothing in a backup is a token, a password, or a code that opens anything (quality.md, B8)', async () => {
  const { data, run } = stage()
  const world = await aCompany(data)
  const file = `${folder}/b8.db`
  run('backup', file)
  const bytes = readFileSync(file)
  const tokens = world.handsets.flatMap(({ token }) => (token === null ? [] : [token]))
  expect(tokens).toHaveLength(2)
  for (const secret of tokens) expect(bytes.includes(secret)).toBe(false)
})

it('[BK12] the programs say in one line what they were not given or cannot do, and change nothing', () => {
  const { data, run } = stage()
  for (const [said, asked] of [
    [/^Usage: npm run backup -- FILE.*\n$/, ['backup']],
    [/^Usage: npm run restore.*\n$/, ['restore']],
    [/^.* is no store yet.*\n$/, ['backup', `${folder}/none.db`]],
    [/^.* is no backup.*\n$/, ['restore', `${folder}/none.db`]],
  ] as const) {
    const [program, ...args] = asked
    const done = run(program, ...args)
    expect([done.code, done.said]).toEqual([1, done.said.match(said)?.[0]])
  }
  expect(existsSync(`${data}/signoff.db`)).toBe(false)
})

it('[BK13] --after does the second half for a store that other tools brought back', async () => {
  const { data, run } = stage()
  const world = await aCompany(data)
  succeeds(run('restore', '--after'), '3 sessions ended')
  expect(await using(data, (store) => store.read.sessions.activeOf(world.memberId))).toEqual([])
})
