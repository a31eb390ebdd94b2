import { describe, expect, it } from 'vitest'
import { reduceEntries, reduceNow, withSignOut, type Shown } from './reduce.ts'
import { sampleDevice, sampleSignOut, sampleTime } from './samples.ts'

const shown = (): Shown => ({
  list: { head: 1, limit: 5, used: 1, devices: [sampleDevice('dev_a')] },
  signOuts: [sampleSignOut('out_1')],
})
const entry = (seq: number, type: string, data: Record<string, unknown>) => ({ seq, at: sampleTime(seq), type, data })

describe('what an entry moves', () => {
  it('walks a sign-out to its confirmation, with the lag the server says', () => {
    const entries = [
      entry(1, 'sign-out.received', { signOutId: 'out_1' }),
      entry(2, 'sign-out.cleaning', { signOutId: 'out_1' }),
      entry(3, 'sign-out.confirmed', { signOutId: 'out_1', lagMs: 180_000 }),
    ]
    const { shown: after, readSignOuts, readDevices } = reduceEntries(shown(), entries)
    expect(after.signOuts[0]).toMatchObject({
      state: 'confirmed',
      receivedAt: sampleTime(1),
      cleaningAt: sampleTime(2),
      confirmedAt: sampleTime(3),
      lagMs: 180_000,
    })
    expect([...readSignOuts]).toEqual(['out_1'])
    expect(readDevices).toBe(false)
    expect(reduceEntries(after, entries).shown).toEqual(after)
  })

  it('never takes a confirmation back (invariant I3)', () => {
    const confirmed = { ...shown(), signOuts: [sampleSignOut('out_1', { state: 'confirmed' })] }
    expect(
      reduceEntries(confirmed, [entry(9, 'sign-out.failed', { signOutId: 'out_1' })]).shown.signOuts[0]?.state,
    ).toBe('confirmed')
    expect(withSignOut(confirmed, sampleSignOut('out_1')).signOuts[0]?.state).toBe('confirmed')
  })

  it('reads devices anew when a session or a device changed, and skips what it does not know', () => {
    expect(reduceEntries(shown(), [entry(1, 'session.started', {})]).readDevices).toBe(true)
    expect(reduceEntries(shown(), [entry(1, 'sign-out.requested', { signOutId: 'out_2' })])).toMatchObject({
      readDevices: true,
    })
    const unknown = reduceEntries(shown(), [entry(1, 'sign-out.something-new', { signOutId: 'out_1' })])
    expect(unknown.shown).toEqual(shown())
    expect([...unknown.readSignOuts]).toEqual(['out_1'])
  })
})

it('takes over presence, progress and followers of the moment', () => {
  const now = {
    devices: [{ id: 'dev_a', online: false, lastSeenAt: sampleTime(4), behind: { entries: 2, ms: 900 } }],
    signOuts: [
      {
        id: 'out_1',
        step: 'cache',
        done: 1,
        of: 3,
        followers: [{ deviceId: 'dev_a', name: 'a', syncedAt: null, lagMs: null }],
      },
    ],
  }
  const after = reduceNow(shown(), now)
  expect(after.list.devices[0]).toMatchObject({ online: false, behind: { entries: 2, ms: 900 } })
  expect(after.signOuts[0]).toMatchObject({
    progress: { step: 'cache', done: 1, of: 3 },
    followers: [{ deviceId: 'dev_a' }],
  })
  expect(reduceNow(shown(), { devices: [], signOuts: [] })).toEqual(shown())
})

it('frees the place of a session in the list as soon as its sign-out is known', () => {
  const device = sampleDevice('dev_a')
  const before = { list: { head: 1, limit: 5, used: 2, devices: [device] }, signOuts: [] }
  const after = withSignOut(before, sampleSignOut('out_1', { sessionId: device.session?.id ?? '' }))
  expect(after.list).toMatchObject({ used: 1, devices: [{ session: { state: 'ended' } }] })
  expect(withSignOut(after, sampleSignOut('out_1', { sessionId: device.session?.id ?? '' })).list.used).toBe(1)
})
