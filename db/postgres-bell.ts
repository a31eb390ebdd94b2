import { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createProbe, type Probe } from './postgres-probe.ts'

/** Everybody who may connect to the database can ring it: whoever hears it believes nothing and looks at the rows. */
const CHANNEL = 'signoff'
const RETRY_MS = { first: 50, most: 1_000 }
const CONNECT_MS = 3_000
const ANSWER_MS = 3_000

export type PostgresBellEvents = {
  heard(text: string): void
  /** It listens from now on. What was said before was not heard: look at everything. */
  listening(): void
  lost(why: string): void
}

export type PostgresBell = {
  /** Says texts, each under 8,000 bytes, to every node that listens, this one too. Rejects when it could not; nothing is kept. */
  tell(texts: readonly string[]): Promise<void>
  /** `heardMsAgo`: since anything came through, if only our own probe. `aheadMs`: the database's clock against this machine's. */
  state(): {
    readonly listening: boolean
    readonly heardMsAgo: number
    readonly reconnects: number
    readonly aheadMs: number
  }
  close(): Promise<void>
}

/**
 * LISTEN and NOTIFY: one connection that only listens, another that only speaks. A lost one is made again within a second. Silence is no
 * proof of health, because a connection that was cut without a word says nothing either (node-postgres #3003): a probe that this node says
 * to itself must come back, else the connection is given up.
 */
export function openPostgresBell(url: string, on: PostgresBellEvents): PostgresBell {
  const stopping = new AbortController()
  const speaker = new pg.Pool({
    connectionString: url,
    application_name: 'signoff bell, speaking',
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  speaker.on('error', () => undefined) // the next text meets a new connection
  const probe = createProbe(speaker)
  let listening = false
  let connections = 0

  async function keep(): Promise<void> {
    for (let wait = RETRY_MS.first; !stopping.signal.aborted; wait = Math.min(wait * 2, RETRY_MS.most)) {
      const why = await listenOnce(url, probe, stopping.signal, on.heard, () => {
        wait = RETRY_MS.first
        listening = true
        connections += 1
        on.listening()
      })
      listening = false
      if (stopping.signal.aborted) return
      on.lost(why)
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  const kept = keep()
  return {
    async tell(texts) {
      await speaker.query('SELECT pg_notify($1, text) FROM unnest($2::text[]) AS text', [CHANNEL, texts])
    },
    state: () => ({ listening, reconnects: Math.max(0, connections - 1), ...probe.state() }),
    async close() {
      stopping.abort()
      await kept
      await speaker.end()
    },
  }
}

/** One LISTEN connection from its beginning to its end. Resolves with why it ended; never rejects. */
async function listenOnce(
  url: string,
  probe: Probe,
  signal: AbortSignal,
  heard: (text: string) => void,
  ready: () => void,
): Promise<string> {
  const ended = Promise.withResolvers<string>()
  const socket = new Socket()
  const client = new pg.Client({
    connectionString: url,
    application_name: 'signoff bell, listening',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    stream: () => socket, // ours, so that it can be cut when nobody answers any more
  })
  client.on('error', (error) => ended.resolve(error.message))
  client.on('end', () => ended.resolve('the connection was closed'))
  client.on('notification', ({ channel, payload = '' }) => {
    probe.heard(channel, payload)
    if (channel === CHANNEL) heard(payload)
  })
  const stop = () => ended.resolve('closed')
  signal.addEventListener('abort', stop)
  const probing = new AbortController()
  try {
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}; LISTEN ${probe.channel}`)
    ready()
    void probe.run(probing.signal).then(() => ended.resolve('it did not hear its own probe'))
    return await ended.promise
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    probing.abort()
    signal.removeEventListener('abort', stop)
    socket.destroy()
  }
}
