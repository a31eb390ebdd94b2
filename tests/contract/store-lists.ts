import { expect, it } from 'vitest'
import type { Page, SavedView } from '#domain/store.ts'
import { codeOf, failureOf } from './failure.ts'
import { aDevice, aMember, aSession, aSignOut, AT } from './rows.ts'
import type { Bench } from './store-contract.ts'

async function everyPage<T>(list: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  for (let cursor: string | undefined; ;) {
    const page = await list(cursor)
    all.push(...page.items)
    if (page.nextCursor === null) return all
    cursor = page.nextCursor
  }
}

export function listRules(bench: Bench): void {
  it('[ST30] lists page without a gap and without a double, also where values are the same', async () => {
    const departmentId = bench.fresh('dep')
    const ids = Array.from({ length: 11 }, () => bench.fresh('mem'))
    await bench.store.write(async (tx) => {
      for (const id of ids) {
        await tx.members.insert(aMember(id, { departmentId, name: '王' }), null, 'wang')
        const session = aSession(bench.fresh('ses'), id, bench.fresh('dev'))
        await tx.devices.insert(aDevice(session.deviceId, id))
        await tx.sessions.insert(session, `hash-${session.id}`)
        await tx.signOuts.insert([
          { signOut: aSignOut(bench.fresh('out'), session), secrets: { nonce: '', share: null } },
        ])
      }
    })
    const departments = new Set([departmentId])
    const { members, devices, signOuts } = bench.store.read
    for (const limit of [1, 4, 11]) {
      const found = await everyPage((cursor) => members.list({ departments, limit, cursor }))
      expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
      expect(
        new Set((await everyPage((cursor) => devices.list({ departments, limit, cursor }))).map(({ id }) => id)).size,
      ).toBe(11)
      expect(
        new Set((await everyPage((cursor) => signOuts.list({ departments, limit, cursor }))).map(({ id }) => id)).size,
      ).toBe(11)
    }
    expect((await members.list({ departments, limit: 2 })).total).toBe(11)
    expect(await signOuts.countsByState(departments, 0)).toEqual({ waiting: 11 })
    expect((await signOuts.list({ departments, states: ['confirmed'], limit: 5 })).items).toEqual([])
  })

  it('[ST31] an exact total ends at a thousand', async () => {
    const departmentId = bench.fresh('dep')
    const departments = new Set([departmentId])
    const add = (count: number) =>
      bench.store.write(async (tx) => {
        for (let i = 0; i < count; i++) await tx.members.insert(aMember(bench.fresh('mem'), { departmentId }), null, '')
      })
    await add(1000)
    expect((await bench.store.read.members.list({ departments, limit: 1 })).total).toBe(1000)
    await add(1)
    expect((await bench.store.read.members.list({ departments, limit: 1 })).total).toBeNull()
  })

  it('[ST32] a search takes signs as they are, and finds pinyin and Chinese alike', async () => {
    const departmentId = bench.fresh('dep')
    const departments = new Set([departmentId])
    const texts = ['100% sure', 'a_b', String.raw`back\slash`, '王芳 wangfang wf', 'plain']
    await bench.store.write(async (tx) => {
      for (const text of texts)
        await tx.members.insert(aMember(bench.fresh('mem'), { departmentId, name: text }), null, text)
    })
    const found = async (query: string) =>
      (await bench.store.read.members.list({ departments, query, limit: 9 })).items.map(({ name }) => name)
    expect(await found('%')).toEqual(['100% sure'])
    expect(await found('_')).toEqual(['a_b'])
    expect(await found('\\')).toEqual([String.raw`back\slash`])
    expect(await found('WANGF')).toEqual(['王芳 wangfang wf'])
    expect(await found('芳')).toEqual(['王芳 wangfang wf'])
    expect(await found(`' or '1'='1`)).toEqual([])
  })

  it('[ST33] a cursor that is none of ours is refused by name', async () => {
    const { members, signOuts, log } = bench.store.read
    const strange = [
      'x',
      '',
      '[]',
      Buffer.from('[1]').toString('base64url'),
      Buffer.from('{"a":1}').toString('base64url'),
      Buffer.from('[null,null]').toString('base64url'),
    ]
    for (const cursor of strange.filter((text) => text !== '')) {
      expect(codeOf(await failureOf(members.list({ limit: 1, cursor })))).toBe('invalid')
      expect(codeOf(await failureOf(signOuts.list({ limit: 1, cursor })))).toBe('invalid')
      expect(codeOf(await failureOf(log.audit({ limit: 1, cursor })))).toBe('invalid')
    }
  })

  it('[ST34] last seen only rises', async () => {
    const device = aDevice(bench.fresh('dev'), bench.fresh('mem'))
    await bench.store.write((tx) => tx.devices.insert(device))
    for (const at of [AT + 5, AT, AT + 2]) await bench.store.write((tx) => tx.devices.seen([{ id: device.id, at }]))
    expect(await bench.store.read.devices.get(device.id)).toMatchObject({ lastSeenAt: AT + 5 })
  })

  it('[ST35] a saved view of the devices finds what its name says', async () => {
    const departmentId = bench.fresh('dep')
    const member = aMember(bench.fresh('mem'), { departmentId })
    const made = {
      out: { device: { shared: true }, session: { endedAt: AT } },
      fresh: { device: { lastSeenAt: AT + 9 }, session: { ip: '203.0.113.7' } },
      idle: { device: { lastSeenAt: AT }, session: { ip: '172.31.0.4' } },
      placeless: { device: { lastSeenAt: AT + 9 }, session: { ip: null } },
    }
    await bench.store.write(async (tx) => {
      await tx.members.insert(member, null, '')
      for (const [name, { device, session }] of Object.entries(made)) {
        const id = bench.fresh('dev')
        await tx.devices.insert(aDevice(id, member.id, { name, ...device }))
        const its = aSession(bench.fresh('ses'), member.id, id, session)
        await tx.sessions.insert(its, `hash-${its.id}`)
        if (name === 'out')
          await tx.signOuts.insert([
            { signOut: aSignOut(bench.fresh('out'), its), secrets: { nonce: '', share: null } },
          ])
      }
    })
    const departments = new Set([departmentId])
    const found = async (view: SavedView) =>
      (await bench.store.read.devices.list({ departments, view, limit: 9 })).items.map(({ name }) => name).toSorted()
    expect(await found({ is: 'active' })).toEqual(['fresh', 'idle', 'placeless'])
    expect(await found({ is: 'idle', since: AT })).toEqual(['idle'])
    expect(await found({ is: 'unknown-place' })).toEqual(['idle', 'placeless'])
    expect(await found({ is: 'unconfirmed' })).toEqual(['out'])
    expect(await found({ is: 'shared' })).toEqual(['out'])
  })
}
