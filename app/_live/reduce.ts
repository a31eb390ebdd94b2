import type { SignOutState } from '#domain/sign-out/sign-out.ts'
import type { DeviceList } from '#protocol/device.ts'
import type { LogEntry } from '#protocol/entry.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import type { LiveNow } from '#protocol/socket.ts'

/** What a page shows of the member: devices and sign-outs, as the server last said them. */
export type Shown = { readonly list: DeviceList; readonly signOuts: readonly SignOutView[] }

/** What an entry moves at once, and what must be read anew because the entry does not carry enough. */
export type Reduced = {
  readonly shown: Shown
  readonly readSignOuts: ReadonlySet<string>
  readonly readDevices: boolean
}

/** The state that each entry brings. A `not-now` leaves the order with the device (protocol.md, part 4, the table). */
const STATE_OF: Readonly<Record<string, SignOutState>> = {
  'sign-out.approved': 'waiting',
  'sign-out.overridden': 'waiting',
  'sign-out.declined': 'declined',
  'sign-out.received': 'received',
  'sign-out.not-now': 'received',
  'sign-out.cleaning': 'cleaning',
  'sign-out.failed': 'failed',
  'sign-out.confirmed': 'confirmed',
  'sign-out.waived': 'waived',
}

/** Moves what is shown by entries of the member's log. Pure: the same entries twice change nothing the second time. */
export function reduceEntries(shown: Shown, entries: readonly LogEntry[]): Reduced {
  let { signOuts } = shown
  let readDevices = false
  const readSignOuts = new Set<string>()
  for (const { type, at, data } of entries) {
    if (!type.startsWith('sign-out.')) {
      readDevices = true
      continue
    }
    const id = typeof data.signOutId === 'string' ? data.signOutId : null
    if (id === null) continue
    readSignOuts.add(id)
    if (type === 'sign-out.requested') readDevices = true
    const state = STATE_OF[type]
    if (state !== undefined)
      signOuts = signOuts.map((signOut) => (signOut.id === id ? moved(signOut, state, at, data) : signOut))
  }
  return { shown: { ...shown, signOuts }, readSignOuts, readDevices }
}

function moved(signOut: SignOutView, state: SignOutState, at: string, data: LogEntry['data']): SignOutView {
  if (signOut.state === 'confirmed') return signOut
  const next = { ...signOut, state, overdue: signOut.overdue && state !== 'confirmed' && state !== 'waived' }
  if (state === 'received') return { ...next, receivedAt: next.receivedAt ?? at }
  if (state === 'cleaning') return { ...next, cleaningAt: next.cleaningAt ?? at }
  if (state !== 'confirmed') return next
  const lagMs =
    typeof data.lagMs === 'number' ? data.lagMs : Math.max(0, Date.parse(at) - Date.parse(signOut.accessEndedAt))
  return { ...next, confirmedAt: at, lagMs }
}

/** Takes over what is true only now: presence, how far behind, progress. */
export function reduceNow(shown: Shown, now: LiveNow): Shown {
  const heard = new Map(now.devices.map((device) => [device.id, device]))
  const worked = new Map(now.signOuts.map((signOut) => [signOut.id, signOut]))
  const devices = shown.list.devices.map((device) => {
    const said = heard.get(device.id)
    return said === undefined
      ? device
      : { ...device, online: said.online, lastSeenAt: said.lastSeenAt, behind: said.behind }
  })
  const signOuts = shown.signOuts.map((signOut) => {
    const said = worked.get(signOut.id)
    if (said === undefined) return signOut
    const progress = said.step === null ? signOut.progress : { step: said.step, done: said.done, of: said.of }
    return { ...signOut, progress, followers: [...said.followers] }
  })
  return { list: { ...shown.list, devices }, signOuts }
}

/** Puts one sign-out, as just read, in its place, and ends its session in the list. A confirmed one never goes back. */
export function withSignOut(shown: Shown, fresh: SignOutView): Shown {
  const known = shown.signOuts.find(({ id }) => id === fresh.id)
  if (known?.state === 'confirmed' && fresh.state !== 'confirmed') return shown
  const signOuts =
    known === undefined
      ? [fresh, ...shown.signOuts]
      : shown.signOuts.map((signOut) => (signOut.id === fresh.id ? fresh : signOut))
  return { list: withoutSession(shown.list, fresh.sessionId), signOuts }
}

/** A place is free when access ends, not when the device has confirmed. */
function withoutSession(list: DeviceList, sessionId: string): DeviceList {
  const active = list.devices.some(({ session }) => session?.id === sessionId && session.state === 'active')
  if (!active) return list
  const devices = list.devices.map((device) =>
    device.session?.id === sessionId ? { ...device, session: { ...device.session, state: 'ended' as const } } : device,
  )
  return { ...list, devices, used: Math.max(0, list.used - 1) }
}
