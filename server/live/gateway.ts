import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Config } from '../config/config.ts'
import type { LocalBell } from './bell.ts'
import { openDeviceChannel } from './device-channel.ts'
import { HandshakeRefusal, type SocketDeps } from './handshake.ts'
import type { LivePresence } from './presence.ts'
import { tailOf } from './tail.ts'
import { createTurnstile } from './turnstile.ts'
import { openWatcherChannel } from './watcher-channel.ts'

/** Sockets' sessions are looked at anew at least every 10 s (quality.md, part 1), whatever becomes of the rings. */
const SWEEP_MS = 5_000
const COLLECT_MS = 1_000
const BOARD_MS = 250

export type Gateway = { sockets(): { devices: number; watchers: number }; close(): Promise<void> }

/** Socket.IO for devices and pages. Without connection state recovery: it re-admits ended sessions (quality.md, part 1). */
export function openGateway(
  server: HttpServer,
  config: Config,
  given: Omit<SocketDeps, 'proven'> & { hasOurCookie: (cookie: string) => boolean },
  bell: LocalBell,
  presence: LivePresence,
): Gateway {
  const { ports } = given
  const turnstile = createTurnstile(config, { ...given, refused: () => ports.meter.handshakeRefused() })
  const deps = { ...given, proven: turnstile.proven }
  const io = new Server(server, {
    path: '/socket.io/',
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    destroyUpgrade: false,
    allowRequest: turnstile.allow,
  })
  io.use((_, next) => next(new HandshakeRefusal('unauthenticated')))
  const devices = openDeviceChannel(io.of('/device'), deps, presence)
  const watchers = openWatcherChannel(io.of('/live'), deps)
  const guarded = (what: string, work: () => Promise<void>) => () => {
    work().catch((error: unknown) => ports.log.error({ error: String(error) }, `${what} failed; it is tried again`))
  }
  // First who must go, then who watches, then the member's other devices.
  const look = async (stream: string) => {
    const tail = tailOf(ports.store.read.log)
    const send = await devices.rang(stream, tail)
    await watchers.rang(stream, tail).finally(send)
  }
  const rang = oncePerStream((stream) =>
    look(stream).catch((error: unknown) =>
      ports.log.error({ error: String(error) }, 'a ring failed; it is tried again'),
    ),
  )
  const sweep = guarded('the sweep', async () => void (await Promise.all([devices.sweep(), watchers.sweep()])))
  const offs = [
    bell.on('all', sweep),
    bell.on('ring', rang),
    bell.on('resend', (signOutId, stream) => guarded('a resend', () => devices.resend(signOutId, stream))()),
    bell.on('moved', (signOutIds, stream) => watchers.moved(signOutIds, [], stream)),
  ]
  presence.onMoved((deviceId, memberId) => watchers.moved([], [deviceId], memberId))
  const timers = [
    setInterval(sweep, SWEEP_MS),
    setInterval(
      guarded('collecting', async () => {
        await presence.flush(ports)
        await watchers.tick()
      }),
      COLLECT_MS,
    ),
    setInterval(
      guarded('the board', () => watchers.tickBoard()),
      BOARD_MS,
    ),
  ]
  return {
    sockets: () => ({ devices: devices.count(), watchers: watchers.count() }),
    async close() {
      offs.forEach((off) => off())
      timers.forEach((timer) => clearInterval(timer))
      await Promise.all([devices.drain(), watchers.drain()])
      await presence.flush(ports)
      // The HTTP server is closed by its owner, who drains requests too.
      io.engine.close()
    },
  }
}

/**
 * Rings of a stream that come together (writes that shared a commit) are one look, in the same turn of the event loop, before anything else is
 * received. Those that come while it is answered make it look once more, however many they are.
 */
function oncePerStream(look: (stream: string) => Promise<unknown>): (stream: string) => void {
  const going = new Map<string, { again: boolean; looking: boolean }>()
  return function rang(stream) {
    const before = going.get(stream)
    if (before) {
      before.again = before.looking
      return
    }
    const state = { again: false, looking: false }
    going.set(stream, state)
    process.nextTick(() => {
      state.looking = true
      void look(stream).finally(() => {
        going.delete(stream)
        if (state.again) rang(stream)
      })
    })
  }
}
