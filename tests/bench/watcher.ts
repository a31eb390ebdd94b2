import { io, type Socket } from 'socket.io-client'
import { instant } from './clock.ts'

type LogMessage = { readonly entries: readonly { type: string; data: { signOutId?: string } }[]; readonly head: number }

/** An open page of ours: it follows one topic. */
export type Watcher = {
  /** Resolves with the instant at which the log says that this sign-out is confirmed. */
  confirmed(signOutId: string): Promise<number>
  onChanged(listener: () => void): void
  close(): void
}

export async function watch(url: string, token: string, topic: 'me' | 'board'): Promise<Watcher> {
  const socket = io(`${url}/live`, { auth: { token }, transports: ['websocket'], forceNew: true })
  const waiting = new Map<string, (at: number) => void>()
  const past = new Map<string, number>()
  socket.on('log', ({ entries, head }: LogMessage, ack: (seq: number) => void) => {
    ack(head)
    for (const { type, data } of entries) {
      if (type !== 'sign-out.confirmed' || data.signOutId === undefined) continue
      past.set(data.signOutId, instant())
      waiting.get(data.signOutId)?.(instant())
    }
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const answer = (await socket.emitWithAck('watch', { topic })) as { ok?: true; error?: string }
  if (answer.ok !== true) throw new Error(`watching ${topic} was refused: ${answer.error}`)
  return {
    confirmed: (id) =>
      new Promise((resolve) => {
        const at = past.get(id)
        if (at === undefined) waiting.set(id, resolve)
        else resolve(at)
      }),
    onChanged: (listener) => void socket.on('changed', listener),
    close: () => void socket.close(),
  }
}

/** The floor's page and client in one: it asks, and hears of each confirmation. */
export async function bareWatcher(url: string): Promise<Socket> {
  const socket = io(url, { auth: {}, transports: ['websocket'], forceNew: true })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}
