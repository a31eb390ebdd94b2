import type { Manager } from 'socket.io-client'
import type { ChannelHandlers } from './channel.ts'
import type { Http } from './http.ts'
import { childSignal } from './pause.ts'
import { pollLog } from './poll-channel.ts'
import type { Pause } from './ports.ts'
import { Unreachable, type Answer } from './problem.ts'
import { httpReports, type Reports } from './reports.ts'
import { openSocketChannel, type SocketChannel } from './socket-channel.ts'

type LinePorts = {
  readonly http: Http
  readonly manager: (() => Manager | Promise<Manager>) | null
  readonly confirmByHttp: boolean
  readonly fallbackMs: number
  readonly pause: Pause
  readonly random: () => number
}
export type Line = { readonly reports: Reports; start(): Promise<void> }

/**
 * The way to the server: a socket, and HTTP where none opens. Reports go over the socket while it is open, else over HTTP; the log is
 * polled only while there is no socket.
 */
export function openLine(ports: LinePorts, signal: AbortSignal, handlers: ChannelHandlers): Line {
  let socket: SocketChannel | null = null
  let polling: AbortController | null = null
  let halted = false

  function poll(): void {
    if (polling !== null || halted || signal.aborted) return
    const { controller, release } = childSignal(signal)
    polling = controller
    void pollLog(ports.http, watched, { ...ports, signal: controller.signal }).then(release)
  }
  function stopPolling(): void {
    polling?.abort()
    polling = null
  }
  async function pollUnlessOpen(): Promise<void> {
    await ports.pause(ports.fallbackMs, signal)
    if (!socket?.isOpen()) poll()
  }
  const watched: ChannelHandlers = {
    ...handlers,
    connection(connection) {
      if (connection.via === 'socket' && connection.state === 'open') stopPolling()
      else if (connection.via === 'socket') void pollUnlessOpen()
      // While the log is polled, a socket that still fails is no news.
      if (polling === null || connection.via === 'http') handlers.connection(connection)
    },
    async refused(code, data) {
      const after = await handlers.refused(code, data)
      halted = after === 'stop'
      if (halted) stopPolling()
      return after
    },
  }

  return {
    reports: eitherReports(
      httpReports(ports.http),
      () => (socket?.isOpen() ? socket.reports : null),
      ports.confirmByHttp,
    ),
    async start() {
      if (ports.manager === null) return poll()
      const manager = await ports.manager()
      if (!signal.aborted) socket = openSocketChannel(manager, watched, { ...ports, signal })
    },
  }
}

/** Over the socket while there is one, else (or when it did not answer) over HTTP. */
function eitherReports(overHttp: Reports, open: () => Reports | null, confirmByHttp: boolean): Reports {
  const either = async (say: (reports: Reports) => Promise<Answer>): Promise<Answer> => {
    const overSocket = open()
    if (overSocket === null) return say(overHttp)
    return say(overSocket).catch((error: unknown) => {
      if (error instanceof Unreachable) return say(overHttp)
      throw error
    })
  }
  return {
    received: (signOutId) => either((reports) => reports.received(signOutId)),
    progress: (signOutId, step) => either((reports) => reports.progress(signOutId, step)),
    notNow: (signOutId, reason, forMs) => either((reports) => reports.notNow(signOutId, reason, forMs)),
    confirm: (jws) => (confirmByHttp ? overHttp.confirm(jws) : either((reports) => reports.confirm(jws))),
    status: (status) => either((reports) => reports.status(status)),
  }
}
