import type { Device, DeviceKind, DeviceOs } from '../device.ts'
import { mobileFigures } from '../guide.ts'
import type { DeviceId, MemberId, SessionId } from '../ids.ts'
import type { KindCounts } from '../obligation/checks.ts'
import { OBLIGATION_KINDS, type ObligationKind } from '../obligation/obligation.ts'
import type { Session } from '../session.ts'
import {
  OPTION_NAMES,
  optionsOf,
  resolveOptions,
  type AskedOptions,
  type OptionName,
  type SignOutOptions,
} from './options.ts'

export type PreviewInput = {
  readonly sessions: readonly Session[]
  readonly active: readonly Session[]
  readonly devices: ReadonlyMap<DeviceId, Device>
  readonly asked: AskedOptions
  readonly callerSessionId: SessionId | null
  readonly callerDeviceId: DeviceId | null
  readonly approverNamed: boolean
  readonly online: (deviceId: DeviceId) => boolean
  /** What hangs on the members and is open, by kind; left out where nobody asked (C1). */
  readonly open?: KindCounts | undefined
}
type ImpactKind =
  | ObligationKind
  | 'approves-devices'
  | 'transfers'
  | 'processes'
  | 'cache'
  | 'records'
  | 'link-requests'
type WarningCode = 'this-device' | 'awaits-original' | 'approver-required' | 'records-go' | 'no-backup' | 'offline'
type Line = { kind: ImpactKind; count: number; sessionId: SessionId | null }
type Warning = { code: WarningCode; sessionId: SessionId | null }
type PreviewSession = {
  id: SessionId
  memberId: MemberId
  state: 'active' | 'ended'
  device: { id: DeviceId; name: string; kind: DeviceKind; os: DeviceOs; shared: boolean }
  options: SignOutOptions
  has: OptionName[]
  original: { deviceId: DeviceId; name: string } | null
  current: boolean
}
export type Preview = {
  sessions: PreviewSession[]
  impact: Line[]
  warnings: Warning[]
  guide: { durationS: number; freedMB: number; reloginS: number } | null
}

/** What a sign-out would touch: non-zero items only, each named (guide statements C1, 1.4, 4.5, 2.3). Pure. */
export function previewSignOut(input: PreviewInput): Preview {
  const sessions = input.sessions.flatMap((session) => {
    const device = input.devices.get(session.deviceId)
    return device ? [{ session, device }] : []
  })
  return {
    sessions: sessions.map(({ session, device }) => previewOne(input, session, device)),
    impact: [...sessions.flatMap(({ session, device }) => impactOf(input, session, device)), ...openLines(input)],
    warnings: sessions.flatMap(({ session, device }) => warningsOf(input, session, device)),
    guide: sessions.every(({ device }) => device.kind === 'phone' || device.kind === 'tablet')
      ? mobileFigures(input.asked)
      : null,
  }
}

function previewOne(input: PreviewInput, session: Session, device: Device): PreviewSession {
  const { id, name, kind, os, shared } = device
  const original = session.originalDeviceId === null ? undefined : input.devices.get(session.originalDeviceId)
  const has = optionsOf(device)
  return {
    id: session.id,
    memberId: session.memberId,
    state: session.endedAt === null ? 'active' : 'ended',
    device: { id, name, kind, os, shared },
    options: resolveOptions(device, input.asked),
    has: OPTION_NAMES.filter((option) => has.has(option)),
    original: original ? { deviceId: original.id, name: original.name } : null,
    current: session.id === input.callerSessionId,
  }
}

function impactOf(input: PreviewInput, session: Session, device: Device): Line[] {
  const approves = orphansOf(input, session).length
  const { transfers = 0, processes = 0, cacheBytes = 0, recordsBytes = 0 } = device.status ?? {}
  const lines: Line[] = [
    { kind: 'approves-devices', count: approves, sessionId: session.id },
    { kind: 'transfers', count: transfers, sessionId: session.id },
    { kind: 'processes', count: processes, sessionId: session.id },
    { kind: 'cache', count: cacheBytes, sessionId: session.id },
    { kind: 'records', count: recordsBytes, sessionId: session.id },
  ]
  return lines.filter((line) => line.count > 0)
}

/** What stays open behind somebody whose last session goes: it hangs on the member, on no session. */
function openLines({ open = {} }: PreviewInput): Line[] {
  return OBLIGATION_KINDS.flatMap((kind) => {
    const count = open[kind] ?? 0
    return count > 0 ? [{ kind, count, sessionId: null }] : []
  })
}

/** Devices that stay signed in and that this one approves. */
function orphansOf(input: PreviewInput, session: Session): readonly Session[] {
  const going = new Set(input.sessions.map((one) => one.id))
  return input.active.filter((other) => !going.has(other.id) && other.originalDeviceId === session.deviceId)
}

function warningsOf(input: PreviewInput, session: Session, device: Device): Warning[] {
  const options = resolveOptions(device, input.asked)
  const originalStays = input.active.some(
    (other) =>
      other.deviceId === session.originalDeviceId && other.bySelf && !input.sessions.some((one) => one.id === other.id),
  )
  const found: [WarningCode, boolean][] = [
    ['this-device', session.id === input.callerSessionId],
    [
      'awaits-original',
      session.originalDeviceId !== null && session.originalDeviceId !== input.callerDeviceId && originalStays,
    ],
    ['approver-required', !input.approverNamed && orphansOf(input, session).length > 0],
    ['records-go', !options.keepRecords && (device.status?.recordsBytes ?? 0) > 0],
    ['no-backup', options.exit === 'quick'],
    ['offline', session.endedAt === null && session.id !== input.callerSessionId && !input.online(device.id)],
  ]
  return found.filter(([, applies]) => applies).map(([code]) => ({ code, sessionId: session.id }))
}
