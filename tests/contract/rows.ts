import type { Device } from '#domain/device.ts'
import type { Member } from '#domain/member.ts'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Org } from '#domain/store.ts'

/** 2026-01-02T03:04:05.678Z */
export const AT = 1_767_323_045_678

export const anOrg: Org = {
  name: '青山 Ltd',
  locale: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  policy: DEFAULT_POLICY,
  policyVersion: 1,
  epoch: 1,
  createdAt: AT,
  restoredAsOf: null,
}

export function aMember(id: string, change: Partial<Member> = {}): Member {
  return {
    id,
    name: `Member ${id}`,
    email: `${id}@example.org`,
    state: 'active',
    roles: [],
    scopeDepartmentId: null,
    departmentId: null,
    handlesCustomers: false,
    customFields: {},
    createdAt: AT,
    suspendedAt: null,
    ...change,
  }
}

export function aDevice(id: string, memberId: string, change: Partial<Device> = {}): Device {
  return {
    id,
    memberId,
    name: 'Laptop',
    kind: 'desktop',
    os: 'linux',
    model: null,
    appVersion: null,
    installId: `install-${id}`,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' },
    thumbprint: `thumb-${id}`,
    bound: true,
    shared: false,
    createdAt: AT,
    lastSeenAt: null,
    forgottenAt: null,
    status: null,
    ...change,
  }
}

export function aSession(id: string, memberId: string, deviceId: string, change: Partial<Session> = {}): Session {
  return {
    id,
    memberId,
    deviceId,
    method: 'password',
    originalDeviceId: null,
    bySelf: true,
    startedAt: AT,
    lastSeenAt: AT,
    lastAcceptedAt: AT,
    ip: '127.0.0.1',
    expiresAt: AT + 1_000_000,
    endedAt: null,
    signOutId: null,
    epoch: 1,
    startSeq: 1,
    ackedSeq: 0,
    steppedUpAt: null,
    ...change,
  }
}

export function aSignOut(id: string, session: Session): SignOut {
  return {
    id,
    batchId: 'bat_1',
    memberId: session.memberId,
    deviceId: session.deviceId,
    sessionId: session.id,
    by: { kind: 'system', id: null, name: null },
    reason: null,
    options: { keepRecords: false, clearCache: false, unbind: false, exit: 'full', cleanup: null },
    attempt: 1,
    accessEndedAt: AT,
    lastAcceptedAt: AT,
    original: null,
    receivedAt: null,
    cleaningAt: null,
    remindedAt: null,
    progress: null,
    report: null,
    state: 'waiting',
  }
}
