import type { LogEntry } from '#protocol/entry.ts'
import type { ConnectRefusal, LiveClientEvents, LiveNow, LiveServerEvents } from '#protocol/socket.ts'

/** What is heard on `/live`: the server's events, and the connection's own. */
export type Heard = Omit<LiveServerEvents, 'changed'> & {
  readonly connect: () => void
  readonly disconnect: (reason: string) => void
  readonly connect_error: (error: Error & { readonly data?: Partial<ConnectRefusal> }) => void
}

/** As much of a Socket.IO socket as following needs. */
export type LiveSocket = {
  /** Returns how to stop listening. */
  listen(heard: Heard): () => void
  watch: LiveClientEvents['watch']
  connect(): void
  disconnect(): void
}

export type Followed = {
  readonly entries: (entries: readonly LogEntry[]) => void
  readonly now: (now: LiveNow) => void
  readonly live: () => void
  readonly lost: () => void
  /** What the page shows may be behind in a way that the log cannot tell: read it anew. */
  readonly refetch: () => void
  /** The server refused or closed the connection: the session may have ended. */
  readonly dropped: (code: string) => void
}

export type Following = {
  readonly stop: () => void
  /** Asks the server for a sign of life; without one in time the connection counts as lost, whatever the transport believes. */
  readonly probe: (withinMs: number) => ReturnType<typeof setTimeout>
}

/** Follows the member's own log from a cursor over `/live` (protocol.md, part 7). */
export function followMe(socket: LiveSocket, cursor: number, on: Followed): Following {
  let at: number | null = cursor
  let connectedBefore = false

  const watch = () => {
    socket.watch({ topic: 'me', ...(at === null ? {} : { cursor: at }) }, (answer) => {
      if ('error' in answer) {
        if (answer.error !== 'future_cursor' || at === null) return on.dropped(answer.error)
        at = null
        return watch()
      }
      if (connectedBefore || at === null) on.refetch()
      at ??= answer.head
      connectedBefore = true
      on.live()
    })
  }
  const log: Heard['log'] = ({ topic, entries, head }, ack) => {
    // The connection is shared: another page part may follow another topic on it.
    if (topic !== 'me') return
    const fresh = entries.filter(({ seq }) => seq > (at ?? -1))
    at = Math.max(at ?? 0, head, fresh.at(-1)?.seq ?? 0)
    ack(at)
    if (fresh.length > 0) on.entries(fresh)
  }
  const lost = (reason: string) => {
    on.lost()
    if (reason === 'io server disconnect') on.dropped(reason)
  }
  const refused: Heard['connect_error'] = (error) => {
    on.lost()
    if (error.data?.code !== undefined) on.dropped(error.data.code)
  }

  const mute = socket.listen({
    connect: watch,
    log,
    now: on.now,
    disconnect: lost,
    connect_error: refused,
  })
  socket.connect()
  return {
    stop: () => {
      mute()
      socket.disconnect()
    },
    probe: (withinMs) => {
      let answered = false
      socket.watch({ topic: 'me', ...(at === null ? {} : { cursor: at }) }, () => {
        answered = true
        on.live()
      })
      return setTimeout(() => {
        if (answered) return
        on.lost()
        socket.disconnect()
        socket.connect()
      }, withinMs)
    },
  }
}
