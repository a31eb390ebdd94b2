import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { openDatabase } from '#db/open.ts'
import { createStore } from '#db/stores/index.ts'
import { historyPorts, movedClock } from '#tests/contract/history/ports.ts'
import { startJobs } from './jobs.ts'

const folder = mkdtempSync(join(tmpdir(), 'signoff-jobs-'))
let database: Database
beforeAll(async () => {
  database = await openDatabase(`file:${join(folder, 'signoff.db')}`)
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

/** Some processes over one store, each with a job of this name, and who has done it. */
function processes(name: string, shared: boolean, fail: (run: number) => boolean = () => false) {
  const clock = movedClock(1_000_000)
  const ports = historyPorts(createStore(database), clock)
  const done: string[] = []
  const schedules = ['A', 'B', 'C'].map((who) =>
    startJobs(ports, {
      shared,
      jobs: [
        {
          name,
          everyMs: 60_000,
          async run() {
            done.push(who)
            if (fail(done.length)) throw new Error('it failed')
          },
        },
      ],
    }),
  )
  const look = () => Promise.all(schedules.map((schedule) => schedule.runDue()))
  return { clock, done, look, stop: () => Promise.all(schedules.map((schedule) => schedule.stop())) }
}

describe('[ND5] what time does, in several processes over one store', () => {
  it('is done once when it is due, by whoever is first', async () => {
    const { clock, done, look, stop } = processes('shared', true)
    await look()
    await look()
    expect(done).toHaveLength(1)
    clock.advance(59_999)
    await look()
    expect(done).toHaveLength(1)
    clock.advance(1)
    await look()
    expect(done).toHaveLength(2)
    await stop()
  })

  it('is given back when it failed, and tried again at the next look', async () => {
    const { done, look, stop } = processes('fails once', true, (run) => run === 1)
    await look()
    await look()
    await look()
    expect(done).toHaveLength(2)
    await stop()
  })

  it('is each process’s own over a store that is not shared', async () => {
    const { done, look, stop } = processes('own', false)
    await look()
    await look()
    expect(done.sort()).toEqual(['A', 'B', 'C'])
    await stop()
  })
})
