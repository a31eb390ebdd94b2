import { describe, expect, it } from 'vitest'
import type { Outgoing } from '#domain/store.ts'
import type { Bench } from './store-contract.ts'

/** The outbox: docs/spec/mail.md. */
export function mailRules(bench: Bench): void {
  const letter = (id: string, change: Partial<Outgoing> = {}): Outgoing => ({
    id,
    memberId: 'mem_1',
    address: 'li.na@example.com',
    name: '李娜',
    language: 'zh-CN',
    kind: 'invitation',
    sealed: 'sealed',
    createdAt: 100,
    uselessAt: null,
    nextTryAt: 100,
    tries: 0,
    sentAt: null,
    ...change,
  })

  describe('letters', () => {
    it('[MA4] one that is due is claimed once; its time over it is due again, sent it never is', async () => {
      const { store, fresh } = bench
      const [one, later] = [fresh('let'), fresh('let')]
      await store.write(async (tx) => {
        await tx.mail.put(letter(one))
        await tx.mail.put(letter(later, { nextTryAt: 500 }))
      })
      const due = async (now: number) => (await store.read.mail.due(now, 10)).map(({ id }) => id)
      const claim = (now: number) => store.write((tx) => tx.mail.claim(one, now, now + 100))
      expect(await due(99)).toEqual([])
      expect(await due(100)).toEqual([one])
      expect([await claim(100), await claim(100)]).toEqual([true, false])
      expect(await due(199)).toEqual([])
      expect(await due(500)).toEqual([one, later])
      expect(await claim(500)).toBe(true)
      await store.write((tx) => tx.mail.sent(one, 501))
      expect(await due(9_999)).toEqual([later])
      await store.write((tx) => tx.mail.failed(later, null))
      expect(await due(9_999)).toEqual([])
    })

    it('[MA5] a member is written to in the language they signed in with last', async () => {
      const { store, fresh } = bench
      const member = fresh('mem')
      expect(await store.read.mail.languageOf(member)).toBeNull()
      await store.write((tx) => tx.mail.speak(member, 'en'))
      await store.write((tx) => tx.mail.speak(member, 'zh-CN'))
      expect(await store.read.mail.languageOf(member)).toBe('zh-CN')
    })
  })
}
