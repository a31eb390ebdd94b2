import type { DeviceView } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'

const START = Date.parse('2025-06-01T10:02:03.000Z')
/** Minutes after the sample sign-outs ended access, as the wire says it. */
export function sampleTime(minutes: number): string {
  return new Date(START + minutes * 60_000).toISOString()
}

/** A device for tests of the pages: active, signed in by itself, heard of now. */
export function sampleDevice(id: string, more: Partial<DeviceView> = {}): DeviceView {
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
    online: true,
    lastSeenAt: sampleTime(0),
    behind: { entries: 0, ms: 0 },
    status: null,
    asks: false,
    session: {
      id: `ses_${id}`,
      state: 'active',
      startedAt: sampleTime(-60),
      method: 'password',
      ip: null,
      place: null,
    },
    ...more,
  }
}

/** A sign-out for tests of the pages: waiting for its device since `sampleTime(0)`. */
export function sampleSignOut(id: string, more: Partial<SignOutView> = {}): SignOutView {
  return {
    id,
    batchId: 'bat_1',
    memberId: 'mem_1',
    device: { id: `dev_${id}`, name: id, kind: 'tablet', os: 'ipados' },
    sessionId: `ses_${id}`,
    by: { kind: 'member', id: 'mem_1', name: null },
    reason: null,
    options: { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null },
    state: 'waiting',
    attempt: 1,
    overdue: false,
    unreachable: false,
    accessEndedAt: sampleTime(0),
    lastAcceptedAt: sampleTime(0),
    receivedAt: null,
    cleaningAt: null,
    confirmedAt: null,
    closedAt: null,
    lagMs: 0,
    original: null,
    progress: null,
    report: null,
    signature: 'none',
    followers: [],
    ...more,
  }
}
