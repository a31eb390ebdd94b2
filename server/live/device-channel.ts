import type { DefaultEventsMap, Namespace as AnyNamespace, Socket as AnySocket } from 'socket.io'
import type { z } from 'zod'
import { isDomainError } from '#domain/errors.ts'
import type { DeviceId, MemberId, SessionId, SignOutId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import { confirmBody, notNowReport, progressReport, receivedReport } from '#protocol/confirmation.ts'
import { deviceStatus } from '#protocol/device.ts'
import { reportOnSignOut, type DeviceReportEvent } from '../commands/advance-sign-out.ts'
import { recordStatus } from '../commands/change-device.ts'
import { confirmSignOut } from '../commands/confirm-sign-out.ts'
import { MESSAGE_ENTRIES, newestOrder, readDeviceLog } from '../queries/device-log.ts'
import { answering } from './answering.ts'
import { callerOf, deviceCursor, doorkeeper, type SocketDeps } from './handshake.ts'
import { Outbox } from './outbox.ts'
import { parseClaims } from './parse-claims.ts'
import type { LivePresence } from './presence.ts'
import type { Tail } from './tail.ts'

/** Events a second that a device may send, and those at which it is cut off (quality.md, G6). */
const EVENTS_A_SECOND = 100
const FLOOD = 1_000

type Data = { session?: Session; cursor?: number; device?: Connected }
type Socket = AnySocket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>
type Namespace = AnyNamespace<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Data>

/** One connected device. `ended` sockets have the † rights alone. */
type Connected = {
  readonly socket: Socket
  readonly memberId: MemberId
  readonly deviceId: DeviceId
  readonly sessionId: SessionId
  /** As it was when it was read last. */
  session: Session
  ended: boolean
  /** Nothing was read for this connection yet: to an ended session its newest order comes first. */
  first: boolean
  readonly outbox: Outbox<Read>
}
/** What one look has read for many devices at once. */
type Read = { readonly session: Session; readonly log: Tail }

export type DeviceChannel = {
  /**
   * Something in this member's stream is new: whose session has ended is demoted, and is sent its order before anybody else hears of it. Returns
   * what sends the others what is new.
   */
  rang(memberId: MemberId, tail: Tail): Promise<() => void>
  resend(signOutId: SignOutId, memberId: MemberId): Promise<void>
  /** Looks at every socket's session and outbox by itself: a lost ring delays and can never corrupt. */
  sweep(): Promise<void>
  count(): number
  /** Closes all in batches, so that they do not all come back at once (quality.md, A10). */
  drain(): Promise<void>
}

export function openDeviceChannel(nsp: Namespace, deps: SocketDeps, presence: LivePresence): DeviceChannel {
  const byMember = new Map<MemberId, Set<Connected>>()
  const { ports } = deps

  nsp.use(doorkeeper(deps, admit))

  async function admit(socket: Socket): Promise<void> {
    const caller = await callerOf(deps, socket)
    socket.data = { session: caller.session, cursor: deviceCursor(socket.handshake.auth, caller) }
  }

  nsp.on('connection', (socket: Socket) => {
    const { session, cursor = 0 } = socket.data
    if (!session) return void socket.disconnect(true)
    listen(socket)
    connect(socket, session, cursor)
  })

  function connect(socket: Socket, session: Session, cursor: number): void {
    const { memberId, deviceId, id: sessionId } = session
    const outbox = new Outbox<Read>(cursor, {
      read: async (from, known) => {
        // What has ended stays ended: that row need not be read again.
        const present = device.ended
          ? device.session
          : (known?.session ?? (await ports.store.read.sessions.get(sessionId)))
        if (!present) {
          socket.disconnect(true)
          return { entries: [], head: from, more: false }
        }
        // The first look reads the row after the registration: what ended since the handshake rang for nobody (quality.md, E7). Nothing that the
        // device says is taken before.
        socket.data.device = device
        if (present.endedAt !== null) Object.assign(device, { ended: true, session: present })
        const part = await readDeviceLog(ports, present, from, device.first, known?.log)
        // Only now: a read that fails is repeated, and the order still comes first.
        device.first = false
        if (!device.ended || !part.entries.some(({ type }) => type === 'sign-out.confirmed'))
          return { ...part, quiet: device.ended }
        socket.disconnect()
        return { entries: [], head: part.head, more: false, quiet: true }
      },
      emit: (message, ack) => socket.emit('log', message, ack),
      acked: (seq) => {
        if (device.ended) presence.heard(deviceId)
        else presence.acknowledged({ sessionId, memberId, deviceId, seq })
      },
      failed: (error) => {
        ports.log.warn({ error: String(error) }, 'a device could not be sent its log; it is tried again')
        if (device.first) socket.disconnect(true)
      },
    })
    const ended = session.endedAt !== null
    const device: Connected = { socket, memberId, deviceId, sessionId, session, ended, first: true, outbox }
    const detach = presence.attach({ deviceId, memberId, check: () => socket.emit('check') })
    byMember.set(memberId, (byMember.get(memberId) ?? new Set()).add(device))
    socket.on('disconnect', () => {
      detach()
      outbox.close()
      const all = byMember.get(memberId)
      all?.delete(device)
      if (all?.size === 0) byMember.delete(memberId)
    })
    if (!ended) presence.accepted(sessionId, deviceId, null)
    outbox.pump()
  }

  function listen(socket: Socket): void {
    let second = 0
    let events = 0
    socket.use(([event, ...rest], next) => {
      const now = Math.floor(performance.now() / 1000)
      if (now !== second) [second, events] = [now, 0]
      events += 1
      if (events > FLOOD) return void socket.disconnect(true)
      const answer = answering(rest.at(-1))
      if (events > EVENTS_A_SECOND) return answer({ error: 'rate_limited' })
      if (!HANDLED.has(String(event))) return answer({ error: 'malformed' })
      next()
    })
    const handle = <T>(
      event: string,
      schema: z.ZodType<T>,
      work: (device: Connected, body: T) => Promise<Record<string, unknown>>,
    ) =>
      socket.on(event, (body: unknown, ack: unknown) => {
        const answer = answering(ack)
        answerOf(socket, schema, body, work).then(answer, (error: unknown) => {
          ports.log.error({ event, error: String(error) }, 'a device event failed')
          answer({ error: 'internal' })
        })
      })
    handle('received', receivedReport, (device, body) => report(device, { type: 'received', ...body }))
    handle('progress', progressReport, (device, body) => report(device, { type: 'progress', ...body }))
    handle('notNow', notNowReport, (device, body) => report(device, { type: 'not-now', ...body }))
    handle('confirm', confirmBody, async (device, { jws }) => ({
      state: await confirmSignOut(ports, device, jws, parseClaims),
    }))
    handle('status', deviceStatus, async (device, status) => {
      if (device.ended) return { error: 'session_ended' }
      presence.accepted(device.sessionId, device.deviceId, null)
      await recordStatus(ports, device, status)
      return {}
    })
  }

  async function report(device: Connected, event: DeviceReportEvent): Promise<Record<string, unknown>> {
    return { state: (await reportOnSignOut(ports, device, event)).state }
  }

  async function answerOf<T>(
    socket: Socket,
    schema: z.ZodType<T>,
    body: unknown,
    work: (device: Connected, body: T) => Promise<Record<string, unknown>>,
  ) {
    const { device } = socket.data
    if (!device) return { error: 'unavailable' }
    presence.heard(device.deviceId)
    const parsed = schema.safeParse(body)
    if (!parsed.success) return { error: 'malformed' }
    try {
      const done = await work(device, parsed.data)
      return 'error' in done ? done : { ok: true, ...done }
    } catch (error) {
      if (isDomainError(error)) return { error: error.code, ...error.data }
      throw error
    }
  }

  function demote(device: Connected, session: Session, log: Tail): void {
    device.session = session
    device.ended = true
    device.outbox.pump({ session, log })
  }

  /**
   * One look at what is new for all of a member's devices: a session ends in one commit with its `session.ended`, and no active device is read
   * past its own. Where the stretch is too long for one look, the rows say it.
   */
  async function look(memberId: MemberId, devices: readonly Connected[], log: Tail): Promise<() => void> {
    const from = Math.min(...devices.map(({ outbox }) => outbox.cursor))
    const news = await log.after(memberId, from, MESSAGE_ENTRIES)
    const head = news.at(-1)?.seq ?? from
    if (news.length === MESSAGE_ENTRIES) return settle(devices, log, new Map([[memberId, head]]))
    const ends = new Set(news.map(({ type, data }) => (type === 'session.ended' ? data?.['sessionId'] : null)))
    const ending = devices.filter((device) => !device.ended && ends.has(device.sessionId))
    if (ending.length > 0) await demoteEnded(ending, log)
    const staying = devices.filter((device) => !ending.includes(device))
    return () => {
      for (const { session, outbox } of staying) if (outbox.behind(head)) outbox.pump({ session, log })
    }
  }

  /** Demotes in place whose session has ended. One query for all. */
  async function demoteEnded(devices: readonly Connected[], log: Tail): Promise<void> {
    const rows = await ports.store.read.sessions.many(devices.map(({ sessionId }) => sessionId))
    const sessions = new Map(rows.map((session) => [session.id, session]))
    for (const device of devices) {
      const session = sessions.get(device.sessionId)
      if (!session) device.socket.disconnect(true)
      else if (session.endedAt !== null && !device.ended) demote(device, session, log)
    }
  }

  /**
   * By the rows: demotes whose session has ended, and closes whose sign-out is confirmed. One query each for all. Of the others, those are sent
   * what is new whose log has more.
   * @param heads of the members' logs
   */
  async function settle(
    devices: readonly Connected[],
    log: Tail,
    heads: ReadonlyMap<MemberId, number>,
  ): Promise<() => void> {
    await demoteEnded(devices, log)
    const confirmed = await confirmedAmong(devices.filter((device) => device.ended))
    return () => {
      for (const { session, outbox, socket, sessionId, memberId } of devices)
        if (confirmed.has(sessionId)) socket.disconnect()
        else if (outbox.behind(heads.get(memberId) ?? 0)) outbox.pump({ session, log })
    }
  }

  async function confirmedAmong(ended: readonly Connected[]): Promise<ReadonlySet<SessionId>> {
    if (ended.length === 0) return new Set()
    const signOuts = await ports.store.read.signOuts.many(ended.flatMap(({ session }) => session.signOutId ?? []))
    return new Set(signOuts.filter(({ state }) => state === 'confirmed').map(({ sessionId }) => sessionId))
  }

  /** One query over the sockets' sessions and one over their streams' heads, not one for each socket. */
  async function sweepSome(devices: readonly Connected[]): Promise<void> {
    const { log } = ports.store.read
    const heads = await log.headsOf([...new Set(devices.map((device) => device.memberId))])
    const send = await settle(devices, log, heads)
    send()
  }

  return {
    async rang(memberId, tail) {
      const devices = [...(byMember.get(memberId) ?? [])]
      return devices.length === 0 ? () => undefined : look(memberId, devices, tail)
    },
    async resend(signOutId, memberId) {
      const own = await ports.store.read.signOuts.proving(signOutId)
      const order = own && (await newestOrder(ports, own))
      if (!order) return
      for (const device of byMember.get(memberId) ?? [])
        if (device.deviceId === own.signOut.deviceId) device.outbox.send({ entries: [order], head: order.seq })
    },
    async sweep() {
      const all = [...byMember.values()].flatMap((devices) => [...devices])
      for (const device of all.filter((one) => one.outbox.tooSlow())) {
        device.socket.emit('closing', { code: 'too_slow' })
        device.socket.disconnect(true)
      }
      for (let i = 0; i < all.length; i += 500) await sweepSome(all.slice(i, i + 500))
    },
    count: () => [...byMember.values()].reduce((sum, devices) => sum + devices.size, 0),
    drain: () => closeInBatches(nsp),
  }
}

const HANDLED = new Set(['received', 'progress', 'notNow', 'confirm', 'status'])

const BATCH = 200
export async function closeInBatches(nsp: AnyNamespace): Promise<void> {
  const sockets = [...nsp.sockets.values()]
  for (let i = 0; i < sockets.length; i += BATCH) {
    for (const socket of sockets.slice(i, i + BATCH)) socket.disconnect(true)
    await new Promise(setImmediate)
  }
}
