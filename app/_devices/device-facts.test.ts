import { expect, it } from 'vitest'
import type { DeviceView } from '#protocol/device.ts'
import { approvesCount, isActive, isNewSignIn } from './device-facts.ts'

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

it('asks about a sign-in that is later than one’s own, and only until it is known', () => {
  const later = device('later')
  const earlier = device('earlier', {
    session: {
      id: 'ses_e',
      state: 'active',
      startedAt: '2025-05-31T00:00:00.000Z',
      method: 'password',
      ip: null,
      place: null,
    },
  })
  const linked = device('linked', { linkedBy: { id: 'own', name: 'own' } })
  const all = [own, later, earlier, linked]
  const ask = (d: DeviceView, known: string[] = [], when = now) => isNewSignIn(d, all, new Set(known), when)
  expect([ask(later), ask(earlier), ask(linked), ask(own)]).toEqual([true, false, false, false])
  expect(ask(later, ['ses_later'])).toBe(false)
  expect(ask(later, [], now + 8 * 24 * 3_600_000)).toBe(false)
})

it('calls a device active that was heard within five minutes', () => {
  expect(isActive(device('a', { online: true }), now)).toBe(true)
  expect(isActive(device('a', { lastSeenAt: at(26) }), now)).toBe(true)
  expect(isActive(device('a', { lastSeenAt: at(24) }), now)).toBe(false)
  expect(isActive(device('a'), now)).toBe(false)
})
