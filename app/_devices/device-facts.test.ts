import { expect, it } from 'vitest'
import type { DeviceView } from '#protocol/device.ts'
import { approvesCount, idleDays, isActive } from './device-facts.ts'

const at = (minute: number) => new Date(Date.UTC(2025, 5, 1, 9, minute)).toISOString()
const now = Date.parse(at(30))

function device(id: string, more: Partial<DeviceView> = {}): DeviceView {
  const session = {
    id: `ses_${id}`,
    state: 'active',
    startedAt: at(10),
    method: 'password',
    ip: null,
    place: null,
  } as const
  return {
    id,
    name: id,
    kind: 'phone',
    os: 'ios',
    model: null,
    appVersion: null,
    installId: id,
    linkedBy: null,
    bound: true,
    shared: false,
    current: false,
    online: false,
    lastSeenAt: null,
    session,
    behind: { entries: 0, ms: 0 },
    status: null,
    asks: false,
    ...more,
  }
}
const own = device('own', {
  current: true,
  session: { id: 'ses_own', state: 'active', startedAt: at(0), method: 'password', ip: null, place: null },
})

it('counts the signed-in devices that one is the original of', () => {
  const linked = device('a', { linkedBy: { id: 'own', name: 'own' } })
  const ended = device('b', { linkedBy: { id: 'own', name: 'own' }, session: null })
  expect(approvesCount(own, [own, linked, ended, device('c')])).toBe(1)
})

it('says how long a device was idle before anything ends, and nothing under five days', () => {
  const days = (n: number) => idleDays(device('a', { lastSeenAt: at(0) }), Date.parse(at(0)) + n * 24 * 3_600_000)
  expect([days(1), days(4.9), days(5), days(12.5)]).toEqual([null, null, 5, 12])
  expect(idleDays(device('on', { online: true, lastSeenAt: '2025-01-01T00:00:00.000Z' }), now)).toBeNull()
})

it('calls a device active that was heard within five minutes', () => {
  expect(isActive(device('a', { online: true }), now)).toBe(true)
  expect(isActive(device('a', { lastSeenAt: at(26) }), now)).toBe(true)
  expect(isActive(device('a', { lastSeenAt: at(24) }), now)).toBe(false)
  expect(isActive(device('a'), now)).toBe(false)
})
