import { expect, it } from 'vitest'
import type { Bench } from './store-contract.ts'

/** The outbox of the webhook: docs/spec/runs.md. */
export function hookRules(bench: Bench): void {
  it('[EX18] a call that is due is claimed once; its time over it is due again, arrived it never is', async () => {
    const { store, fresh } = bench
    const [one, lost] = [fresh('hok'), fresh('hok')]
    const put = (id: string) =>
      store.write((tx) =>
        tx.hooks.put({
          id,
          type: 'obligation.due',
          sealed: 'sealed',
          createdAt: 100,
          nextTryAt: 100,
          tries: 0,
          sentAt: null,
        }),
      )
    await put(one)
    await put(lost)
    const due = async (now: number) => (await store.read.hooks.due(now, 10)).map(({ id, tries }) => [id, tries])
    const claim = (now: number) => store.write((tx) => tx.hooks.claim(one, now, now + 100))
    expect(await due(99)).toEqual([])
    expect(await Promise.all([claim(100), claim(100)])).toEqual(expect.arrayContaining([true, false]))
    expect(await due(199)).toEqual([[lost, 0]])
    expect(await store.read.hooks.standing()).toEqual({ waiting: 2, givenUp: 0 })
    expect(await due(200)).toEqual(expect.arrayContaining([[one, 1]]))
    await store.write((tx) => tx.hooks.sent(one, 201))
    await store.write((tx) => tx.hooks.failed(lost, null))
    expect(await due(9_999)).toEqual([])
    expect(await store.read.hooks.standing()).toEqual({ waiting: 0, givenUp: 1 })
    await store.write((tx) => tx.hooks.prune(101))
    expect(await store.read.hooks.standing()).toEqual({ waiting: 0, givenUp: 0 })
  })
}
