import type { Manager } from 'socket.io-client'
import type { DeviceStatusInput } from '#protocol/device.ts'
import type { LogMessage } from '#protocol/entry.ts'
import type { Connection } from './channel.ts'
import type { createEvents } from './events.ts'
import type { Http } from './http.ts'
import type { Journal } from './journal.ts'
import { openLine } from './line.ts'
import type { Cleaner, Keys, Pause, Peers } from './ports.ts'
import { readLog } from './read-log.ts'
import { afterRefusal } from './refusal.ts'
import type { RunnerNews } from './runner-ports.ts'
import { createRunner } from './runner.ts'
import type { ClientState, DeviceEvents } from './state.ts'
import { createStanding } from './standing.ts'
import { whoAmI } from './who-am-i.ts'

export type FollowerPorts = {
  readonly journal: Journal
  readonly keys: Keys
  readonly cleaner: Cleaner
  readonly http: Http
  readonly events: ReturnType<typeof createEvents<DeviceEvents>>
  readonly peers: Peers<ClientState>
  readonly token: () => Promise<string | null>
  readonly cookie: boolean
  readonly confirmByHttp: boolean
  readonly fallbackMs: number
  readonly manager: (() => Manager | Promise<Manager>) | null
  readonly status: (() => Promise<DeviceStatusInput>) | null
  readonly pause: Pause
  readonly random: () => number
  readonly now: () => number
}

/** Follows the log: stores what concerns this device, lets the runner carry it out, and says where the device stands. */
export function createFollower(ports: FollowerPorts) {
  const { journal, events } = ports
  const stopping = new AbortController()
  const { signal } = stopping
  let sessionId: string | null = null
  let end: (state: ClientState) => void = () => {}
  const ended = new Promise<ClientState>((resolve) => (end = resolve))
  const standing = createStanding(events, ports.peers, () => stopping.abort())
  signal.addEventListener('abort', () => {
    standing.deafen()
    end(standing.state())
  })

  const line = openLine(ports, signal, {
    token: ports.token,
    cursor: () => journal.cursor(),
    log: inTurn(apply),
    check: () => {
      runner.wake()
      sayStatus()
    },
    connection: (connection) => onConnection(connection),
    async refused(code, data) {
      const after = await afterRefusal(ports, standing, { code, data, refresh: identify })
      if (after === 'stop' && (await journal.nextBusy()) === null) stopping.abort()
      return after
    },
  })
  const runner = createRunner({ ...ports, reports: line.reports, tell: onNews })

  function onNews(news: RunnerNews): void {
    standing.hear(news)
    // Nobody knows us any more: the order stays stored, and is finished under the next session.
    const voiceless = ports.cookie ? ['unauthenticated'] : ['unauthenticated', 'token_replaced']
    if (news.type === 'refused' && voiceless.includes(news.code)) stopping.abort()
  }

  /** Stores first, acknowledges after: what this returns is what the server hears. */
  async function apply(message: LogMessage): Promise<number> {
    const reading = readLog(message.entries, sessionId)
    if (reading.endedBy !== null) await journal.lock(reading.endedBy, reading.notice)
    for (const order of reading.orders)
      if ((await journal.store(order)) === 'new') {
        events.emit('order', order)
        runner.supersede(order.signOutId)
      }
    const seq = await journal.advance(sessionId, message)
    for (const [signOutId, lagMs] of reading.lags) standing.lag(signOutId, lagMs)
    if (reading.endedBy !== null) standing.lock(reading.endedBy, reading.notice)
    for (const entry of message.entries) events.emit('entry', entry)
    return seq
  }

  function onConnection(connection: Connection): void {
    events.emit('connection', connection)
    if (connection.state !== 'open') return
    runner.wake()
    sayStatus()
  }

  function sayStatus(): void {
    if (ports.status === null || standing.state().phase !== 'active') return
    void ports
      .status()
      .then((status) => line.reports.status(status))
      .catch(() => {}) // said again on the next connection
  }

  async function identify(): Promise<void> {
    const me = await whoAmI({ ...ports, signal })
    sessionId = me.sessionId
    const locked = await journal.locked()
    if (locked !== undefined) standing.lock(locked.signOutId, locked.notice)
    else if (me.sessionId !== null) standing.active(me.sessionId, me.deviceId)
    else standing.none()
  }

  return {
    state: standing.state,
    ended,
    sayStatus,
    async start(): Promise<void> {
      await identify()
      if (signal.aborted) return
      const phase = standing.state().phase
      if (phase === 'none') {
        await runner.tidy()
        return stopping.abort()
      }
      void ports.peers.lead((leading) => runner.run(leading), signal)
      await line.start()
    },
    async stop(): Promise<void> {
      stopping.abort()
    },
  }
}

/** One message at a time, in the order they came. */
function inTurn<A, B>(work: (value: A) => Promise<B>): (value: A) => Promise<B> {
  let last: Promise<unknown> = Promise.resolve()
  return (value) => {
    const next = last.then(() => work(value))
    last = next.catch(() => {})
    return next
  }
}
