import type Sqlite from 'better-sqlite3'
import { isEngineFault, unavailable } from './faults.ts'

/** One commit takes at most this many writes, and starts no further one after this time: the event loop waits meanwhile. */
const GROUP_WRITES = 256
const GROUP_MS = 20

type Answer = () => void
type Job = { readonly run: () => Promise<Answer>; readonly fail: (error: unknown) => void }

/**
 * The only writer of a SQLite file. Writes that are queued together share one durable commit: an fsync for all of them instead of one for each.
 * Nobody is answered before the COMMIT has returned. A write that throws loses only what it did itself: a savepoint, or, for the first of a group,
 * the transaction so far. When the engine fails, or ends the transaction itself (as on SQLITE_FULL), every write of the group fails alike.
 */
export class GroupCommit<Tx> {
  readonly #client: Sqlite.Database
  readonly #tx: Tx
  readonly #statements: Record<'begin' | 'savepoint' | 'release' | 'undo' | 'commit' | 'rollback', Sqlite.Statement>
  readonly #queue: Job[] = []
  #draining: Promise<void> | null = null

  constructor(client: Sqlite.Database, tx: Tx) {
    this.#client = client
    this.#tx = tx
    this.#statements = {
      begin: client.prepare('BEGIN IMMEDIATE'),
      savepoint: client.prepare('SAVEPOINT one'),
      release: client.prepare('RELEASE one'),
      undo: client.prepare('ROLLBACK TO one'),
      commit: client.prepare('COMMIT'),
      rollback: client.prepare('ROLLBACK'),
    }
  }

  write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const run = async (): Promise<Answer> => {
        const value = await work(this.#tx)
        return () => resolve(value)
      }
      this.#queue.push({ run, fail: reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when nothing is queued any more. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining
  }

  async #drain(): Promise<void> {
    await nextTurn() // whatever arrived in this turn of the event loop joins the group
    while (this.#queue.length > 0) {
      const answers = await this.#commitGroup()
      for (const answer of answers) answer()
      await nextTurn()
    }
    this.#draining = null
  }

  async #commitGroup(): Promise<Answer[]> {
    const group: Job[] = []
    const answers: Answer[] = []
    const until = performance.now() + GROUP_MS
    const stray = setImmediate(warnOfStrayAwait)
    try {
      this.#statements.begin.run()
      do {
        const job = this.#queue.shift()
        if (!job) break
        // A savepoint copies each page that it changes, and most writes are alone.
        const first = group.length === 0
        group.push(job)
        answers.push(await (first ? this.#first(job) : this.#savepoint(job)))
      } while (group.length < GROUP_WRITES && performance.now() < until)
      this.#statements.commit.run()
      return answers
    } catch (error) {
      if (this.#client.inTransaction) this.#statements.rollback.run()
      const [first] = group.length === 0 ? this.#queue.splice(0, 1) : []
      if (first) group.push(first) // BEGIN itself failed: the next one meets the engine anew
      return group.map((job) => () => job.fail(unavailable(error)))
    } finally {
      clearImmediate(stray)
    }
  }

  async #first(job: Job): Promise<Answer> {
    try {
      return await job.run()
    } catch (error) {
      if (!this.#client.inTransaction || isEngineFault(error)) throw error
      this.#statements.rollback.run()
      this.#statements.begin.run()
      return () => job.fail(error)
    }
  }

  async #savepoint(job: Job): Promise<Answer> {
    this.#statements.savepoint.run()
    try {
      const answer = await job.run()
      this.#statements.release.run()
      return answer
    } catch (error) {
      if (!this.#client.inTransaction || isEngineFault(error)) throw error
      this.#statements.undo.run()
      this.#statements.release.run()
      return () => job.fail(error)
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** better-sqlite3 is synchronous, so a group that awaits only `tx` ends within one turn of the event loop. */
function warnOfStrayAwait(): void {
  process.emitWarning('a write awaited something other than its tx; every other write waits behind it', 'SlowWrite')
}
