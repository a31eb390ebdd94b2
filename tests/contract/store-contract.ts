import { afterAll, beforeAll, describe } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { doorRules } from './store-door.ts'
import { hookRules } from './store-hooks.ts'
import { listRules } from './store-lists.ts'
import { leavingRules } from './store-leaving.ts'
import { logRules } from './store-log.ts'
import { mailRules } from './store-mail.ts'
import { nodeRules } from './store-nodes.ts'
import { sessionRules } from './store-sessions.ts'

/** A store of a suite, and ids that nobody in it has used. */
export type Bench = { readonly store: Store; fresh(kind: string): string }

/** What every engine's stores owe the commands: docs/spec/log-and-store.md. */
export function describeStore(engine: string, open: () => Promise<Database>): void {
  describe(`the stores on ${engine}`, () => {
    let db: Database
    let store: Store
    let n = 0
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
    })
    afterAll(() => db.close())
    const bench: Bench = {
      get store() {
        return store
      },
      fresh: (kind) => `${kind}_${++n}`,
    }
    logRules(bench)
    sessionRules(bench)
    listRules(bench)
    doorRules(bench)
    nodeRules(bench)
    leavingRules(bench)
    mailRules(bench)
    hookRules(bench)
  })
}
