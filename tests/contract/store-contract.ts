import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { anOrg } from './rows.ts'

export function describeStore(engine: string, open: () => Promise<Database>): void {
  describe(`the store on ${engine}`, () => {
    let db: Database
    let store: Store
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
    })
    afterAll(() => db.close())

    it('[ST20] is set up once, whoever is first', async () => {
      const won = await Promise.all(Array.from({ length: 8 }, () => store.write((tx) => tx.org.insert(anOrg))))
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(await store.read.org.get()).toEqual(anOrg)
    })
  })
}
