import { expect, it } from 'vitest'
import { DomainError } from '#domain/errors.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import { isUniqueViolation } from '#db/faults.ts'
import { codeOf, failureOf } from './failure.ts'
import { aDevice, aMember, aSession, aSignOut, AT } from './rows.ts'
import type { Bench } from './store-contract.ts'

export function sessionRules(bench: Bench): void {
  /** A member with some devices, each with an active session whose token's hash is `hash-<session>`. */
  async function signedIn(count: number): Promise<{ memberId: string; sessions: Session[] }> {
    const memberId = bench.fresh('mem')
    const sessions = Array.from({ length: count }, () => aSession(bench.fresh('ses'), memberId, bench.fresh('dev')))
    await bench.store.write(async (tx) => {
      await tx.members.insert(aMember(memberId), 'hash', memberId)
      for (const session of sessions) {
        await tx.devices.insert(aDevice(session.deviceId, memberId))
        await tx.sessions.insert(session, `hash-${session.id}`)
      }
    })
    return { memberId, sessions }
  }
  async function one(): Promise<Session> {
    const [session] = (await signedIn(1)).sessions
    if (!session) throw new Error('none')
    return session
  }
  const end = (session: Session, signOutId: string) =>
    bench.store.write((tx) => tx.sessions.end(session.id, AT + 10, AT + 5, signOutId))

  it('[ST20] a token is found by its hash, with all that a request needs to know of its caller', async () => {
    const session = await one()
    const hit = await bench.store.read.sessions.byTokenHash(`hash-${session.id}`)
    expect(hit).toEqual({
      session,
      member: aMember(session.memberId),
      device: aDevice(session.deviceId, session.memberId),
      org: await bench.store.read.org.get(),
      head: (await bench.store.read.log.head(session.memberId)).seq,
    })
    expect(await bench.store.read.sessions.byTokenHash('unknown')).toBeNull()
  })

  it('[ST21] a session ends once, whoever is first (quality.md, E1)', async () => {
    const session = await one()
    const ended = await Promise.all(Array.from({ length: 20 }, (_, i) => end(session, `out_${i}`)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    const stored = await bench.store.read.sessions.get(session.id)
    expect(stored).toMatchObject({ endedAt: AT + 10, lastAcceptedAt: AT + 5, signOutId: `out_${ended.indexOf(true)}` })
  })

  it('[ST22] nothing that touches a session brings an ended one back (I7; quality.md, E6)', async () => {
    const session = await one()
    const after = {
      method: 'password',
      bySelf: true,
      originalDeviceId: null,
      steppedUpAt: AT + 20,
      expiresAt: AT + 9_999_999,
      at: AT + 20,
    } as const
    await Promise.all([
      end(session, 'out_x'),
      ...Array.from({ length: 20 }, () =>
        bench.store.write((tx) => tx.sessions.touch([{ id: session.id, at: AT + 20, ip: '::1' }])),
      ),
    ])
    const ended = await bench.store.read.sessions.get(session.id)
    const renewed = await bench.store.write(async (tx) => {
      await tx.sessions.touch([{ id: session.id, at: AT + 30, ip: '::1' }])
      await tx.sessions.stepUp(session.id, AT + 30)
      await tx.sessions.setOriginal(session.id, 'dev_x')
      return tx.sessions.replaceToken(session.id, 'hash-new', after)
    })
    expect(renewed).toBe(false)
    expect(await bench.store.read.sessions.byTokenHash('hash-new')).toBeNull()
    expect(await bench.store.read.sessions.get(session.id)).toEqual(ended)
    expect(ended?.endedAt).toBe(AT + 10)
  })

  it('[ST23] a replaced token is remembered as such, and no longer found', async () => {
    const session = await one()
    const change = {
      method: 'password',
      bySelf: true,
      originalDeviceId: null,
      steppedUpAt: AT,
      expiresAt: AT + 5,
      at: AT + 1,
    } as const
    expect(await bench.store.write((tx) => tx.sessions.replaceToken(session.id, `second-${session.id}`, change))).toBe(
      true,
    )
    const { sessions } = bench.store.read
    expect(await sessions.byTokenHash(`hash-${session.id}`)).toBeNull()
    expect(await sessions.wasReplaced(`hash-${session.id}`)).toBe(true)
    expect(await sessions.wasReplaced(`second-${session.id}`)).toBe(false)
    expect((await sessions.byTokenHash(`second-${session.id}`))?.session).toMatchObject({
      id: session.id,
      expiresAt: AT + 5,
      lastSeenAt: AT + 1,
    })
  })

  it('[ST24] of twenty parallel sign-ins at four of five places one gets in (I6; quality.md, E3)', async () => {
    const { memberId } = await signedIn(4)
    const tries = Array.from({ length: 20 }, async () => {
      const session = aSession(bench.fresh('ses'), memberId, bench.fresh('dev'))
      await bench.store.write(async (tx) => {
        await tx.log.take(memberId)
        if ((await tx.sessions.activeOf(memberId)).length >= 5) throw new DomainError('device_limit')
        await tx.devices.insert(aDevice(session.deviceId, memberId))
        await tx.sessions.insert(session, `hash-${session.id}`)
      })
    })
    const results = await Promise.allSettled(tries)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.every((result) => result.status === 'fulfilled' || codeOf(result.reason) === 'device_limit')).toBe(
      true,
    )
    expect(await bench.store.read.sessions.activeOf(memberId)).toHaveLength(5)
  })

  it('[ST25] a key is one device within a member', async () => {
    const memberId = bench.fresh('mem')
    const insert = () =>
      bench.store.write((tx) => tx.devices.insert(aDevice(bench.fresh('dev'), memberId, { thumbprint: 'same' })))
    const results = await Promise.allSettled([insert(), insert(), insert()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(results.every((result) => result.status === 'fulfilled' || isUniqueViolation(result.reason))).toBe(true)
    expect(await bench.store.read.devices.byThumbprint(bench.fresh('mem'), 'same')).toBeNull()
  })

  it('[ST26] a sign-out comes back in every state with exactly the fields of that state', async () => {
    const session = await one()
    const by = { kind: 'admin', id: 'mem_a', name: '林' } as const
    const original = { deviceId: 'dev_o', decision: 'pending', by: null, at: null, reason: null } as const
    const report = {
      result: 'partial',
      steps: [{ name: 'caches', ok: false }],
      classes: { a: { files: 1, bytes: 2 ** 40 } },
    } as const
    const waiver = { by, at: AT + 9, reason: 'lost at sea' }
    const { state: _, report: __, original: ___, ...facts } = aSignOut(bench.fresh('out'), session)
    const states: SignOut[] = [
      { ...facts, report: null, state: 'awaiting-original', original },
      {
        ...facts,
        report: null,
        state: 'declined',
        original: { ...original, decision: 'declined', by, at: AT, reason: '不' },
      },
      {
        ...facts,
        report: null,
        state: 'waiting',
        original: { ...original, decision: 'approved', by, at: AT },
        remindedAt: AT,
      },
      { ...facts, report: null, original: null, state: 'received', receivedAt: AT + 1 },
      {
        ...facts,
        report: null,
        original: null,
        state: 'cleaning',
        cleaningAt: AT + 2,
        progress: { step: 'x', done: 1, of: 3 },
      },
      { ...facts, original: null, state: 'failed', report },
      { ...facts, original: null, state: 'waived', report: null, waiver },
      {
        ...facts,
        original: null,
        state: 'confirmed',
        report: { ...report, result: 'done' },
        confirmedAt: AT + 99,
        waiver,
      },
    ]
    const [first] = states
    if (!first) throw new Error('none')
    await bench.store.write((tx) => tx.signOuts.insert([{ signOut: first, secrets: { nonce: 'n', share: 's' } }]))
    for (const signOut of states) {
      await bench.store.write((tx) => tx.signOuts.save(signOut))
      expect(await bench.store.read.signOuts.get(signOut.id)).toEqual(signOut)
      const secrets = { nonce: 'n', share: 's' }
      expect(await bench.store.read.signOuts.proving(signOut.id)).toMatchObject({
        signOut,
        secrets,
        device: { id: session.deviceId },
      })
      const awaiting = await bench.store.read.signOuts.awaitingOf(signOut.memberId)
      expect(awaiting).toEqual(signOut.state === 'awaiting-original' || signOut.state === 'declined' ? [signOut] : [])
    }
    expect(await bench.store.read.signOuts.bySession(session.id)).toEqual(states.at(-1))
    expect(await bench.store.read.signOuts.secrets(first.id)).toEqual({ nonce: 'n', share: 's' })
    const seal = { kid: 'k', issuer: 'i', reportSha256: null, logSeq: 3, logHash: 'h' }
    const last = states.at(-1) ?? first
    await bench.store.write((tx) => tx.signOuts.save(last, seal))
    expect(await bench.store.read.signOuts.seal(first.id)).toEqual(seal)
    expect(await bench.store.read.signOuts.get(first.id)).toEqual(last)
  })

  it('[ST27] a session has one sign-out', async () => {
    const session = await one()
    const insert = () =>
      bench.store.write((tx) =>
        tx.signOuts.insert([{ signOut: aSignOut(bench.fresh('out'), session), secrets: { nonce: '', share: null } }]),
      )
    await insert()
    expect(isUniqueViolation(await failureOf(insert()))).toBe(true)
  })

  it('[ST28] a confirmation is answered once, refusals are counted, followers catch up once', async () => {
    const [session, other] = (await signedIn(2)).sessions
    if (!session || !other) throw new Error('none')
    const signOut = aSignOut(bench.fresh('out'), session)
    await bench.store.write(async (tx) => {
      await tx.signOuts.insert([{ signOut, secrets: { nonce: '', share: null } }])
      await tx.signOuts.addFollowers([
        { signOutId: signOut.id, sessionId: other.id, deviceId: other.deviceId, name: 'x', seq: 7, syncedAt: null },
      ])
      await tx.signOuts.recordAnswer(signOut.id, 'jti', 'failed')
      await tx.signOuts.recordAnswer(signOut.id, 'jti', 'confirmed')
    })
    expect(await bench.store.read.signOuts.answered(signOut.id, 'jti')).toBe('failed')
    const counts = await Promise.all(
      Array.from({ length: 12 }, () => bench.store.write((tx) => tx.signOuts.countRefusal(signOut.id))),
    )
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    const synced = (seq: number, at: number) =>
      bench.store.write((tx) => tx.signOuts.followersSynced(other.id, seq, at))
    expect([await synced(6, AT), await synced(7, AT + 1), await synced(9, AT + 2)]).toEqual([[], [signOut.id], []])
    expect(await bench.store.read.signOuts.followers([signOut.id])).toMatchObject([{ syncedAt: AT + 1 }])
  })
}
