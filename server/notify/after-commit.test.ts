import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { openDatabase } from '#db/open.ts'
import { createStore } from '#db/stores/index.ts'
import type { Outgoing, Store } from '#domain/store.ts'
import { sendingAfterCommit } from './after-commit.ts'

const folder = mkdtempSync(join(tmpdir(), 'signoff-after-commit-'))
let database: Database
let store: Store
let kicks: (readonly string[])[]
beforeAll(async () => {
  database = await openDatabase(`file:${join(folder, 'signoff.db')}`)
  const plain = createStore(database)
  kicks = []
  store = sendingAfterCommit(plain, () => {
    kicks.push([])
    const at = kicks.length - 1
    reading = plain.read.mail.due(2, 10).then((due) => void (kicks[at] = due.map(({ id }) => id)))
  })
})
let reading: Promise<void> = Promise.resolve()
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const letter = (id: string): Outgoing => ({
  id,
  memberId: 'mem_1',
  address: 'li.na@example.com',
  name: '李娜',
  language: 'zh-CN',
  kind: 'told',
  sealed: 'x',
  createdAt: 1,
  uselessAt: null,
  nextTryAt: 1,
  tries: 0,
  sentAt: null,
})

it('[MA6] the post is told once a letter lies there, after the commit; never of a write that failed or put none', async () => {
  await store.write((tx) => tx.mail.languageOf('mem_1'))
  const failed = store.write(async (tx) => {
    await tx.mail.put(letter('let_lost'))
    throw new Error('it failed')
  })
  await expect(failed).rejects.toThrow('it failed')
  expect(kicks).toEqual([])
  await store.write(async (tx) => {
    await tx.mail.put(letter('let_1'))
    await tx.mail.put(letter('let_2'))
  })
  await reading
  expect(kicks).toEqual([['let_1', 'let_2']])
})
