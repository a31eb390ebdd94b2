import type { Manager, Socket } from 'socket.io-client'
import type { Ack, ConnectRefusal, DeviceClientEvents, DeviceServerEvents } from '#protocol/socket.ts'
import { PROTOCOL_VERSION } from '#protocol/version.ts'
import type { ChannelHandlers } from './channel.ts'
import { backoffMs } from './pause.ts'
import type { Pause } from './ports.ts'
import { Unreachable, type Answer } from './problem.ts'
import { refusal, type Reports } from './reports.ts'

type DeviceSocket = Socket<DeviceServerEvents, DeviceClientEvents>
export type SocketChannel = { readonly reports: Reports; isOpen(): boolean; reconnect(): void }

/** How long an answer over the socket may take before it counts as none, in milliseconds. */
const ANSWER_MS = 10_000

/**
 * The `/device` namespace on a manager that others may share. The manager reconnects after a lost connection; after a refusal or when
 * the server closed the namespace (`too_slow`, shutdown) we do, with jitter. Closes when the signal aborts.
 */
export function openSocketChannel(
  manager: Manager,
  handlers: ChannelHandlers,
  { pause, random, signal }: { pause: Pause; random: () => number; signal: AbortSignal },
): SocketChannel {
  const auth = (send: (data: object) => void) =>
    void Promise.all([handlers.token(), handlers.cursor()]).then(
      ([token, cursor]) => send({ ...(token === null ? {} : { token }), cursor, protocol: PROTOCOL_VERSION }),
      () => void again(),
    )
  const socket: DeviceSocket = manager.socket('/device', { auth })
  // A manager keeps one socket a namespace: one that was here before us would go on with its own credentials.
  socket.auth = auth
  let tries = 0

  async function again(): Promise<void> {
    socket.disconnect()
    await pause(backoffMs(tries++, random), signal)
    if (!signal.aborted) socket.connect()
  }
  async function onRefusal(refused: Partial<ConnectRefusal> | undefined): Promise<void> {
    handlers.connection({ state: 'connecting', via: 'socket' })
    // Without a code it is the transport that failed, and the manager is already trying again.
    if (typeof refused?.code !== 'string') return socket.active ? undefined : again()
    if ((await handlers.refused(refused.code, refused)) === 'again') await again()
  }
  const events: Parameters<typeof listen>[1] = {
    connect: () => handlers.connection({ state: 'open', via: 'socket' }),
    connect_error: (error) => void onRefusal((error as { data?: Partial<ConnectRefusal> }).data),
    disconnect: (reason) => {
      handlers.connection({ state: 'lost', via: 'socket' })
      if (reason === 'io server disconnect') void again()
    },
    log: (message, ack) =>
      void handlers.log(message).then(
        (seq) => {
          tries = 0
          ack(seq)
        },
        () => again(),
      ),
    check: () => handlers.check(),
  }
  const mute = listen(socket, events)
  signal.addEventListener('abort', () => {
    mute()
    socket.disconnect()
  })
  handlers.connection({ state: 'connecting', via: 'socket' })
  if (!signal.aborted) socket.connect()
  return {
    reports: socketReports(socket),
    isOpen: () => socket.connected,
    reconnect: () => void socket.disconnect().connect(),
  }
}

function listen(
  socket: DeviceSocket,
  events: DeviceServerEvents & {
    connect: () => void
    connect_error: (error: Error) => void
    disconnect: (reason: string) => void
  },
): () => void {
  socket.on('connect', events.connect).on('connect_error', events.connect_error).on('disconnect', events.disconnect)
  socket.on('log', events.log).on('check', events.check)
  return () => {
    socket
      .off('connect', events.connect)
      .off('connect_error', events.connect_error)
      .off('disconnect', events.disconnect)
    socket.off('log', events.log).off('check', events.check)
  }
}

function socketReports(socket: DeviceSocket): Reports {
  const say = (emit: (ack: (error: Error | null, answer: Ack) => void) => void): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (!socket.connected) return reject(new Unreachable('no socket'))
      emit((error, answer) => (error === null ? settle(answer, resolve, reject) : reject(new Unreachable('no answer'))))
    })
  const timed = () => socket.timeout(ANSWER_MS)
  return {
    received: (signOutId) => say((ack) => timed().emit('received', { signOutId }, ack)),
    progress: (signOutId, step) => say((ack) => timed().emit('progress', { signOutId, ...step }, ack)),
    notNow: (signOutId, reason, forMs) => say((ack) => timed().emit('notNow', { signOutId, reason, forMs }, ack)),
    confirm: (jws) => say((ack) => timed().emit('confirm', { jws }, ack)),
    async status(status) {
      if (!socket.connected) throw new Unreachable('no socket')
      socket.emit('status', status) // a figure for people: the next one says it anew
      return { ok: true, state: null }
    },
  }
}

function settle(answer: Ack, resolve: (answer: Answer) => void, reject: (error: unknown) => void): void {
  try {
    resolve('error' in answer ? refusal(answer.error, answer) : { ok: true, state: answer.state ?? null })
  } catch (error) {
    reject(error)
  }
}
