import { createConnection, createServer, type Server, type Socket } from 'node:net'

/** A way to Postgres that a test can shut: the database itself goes on, and others still reach it. */
export interface Gate {
  /** The database's URL, by way of this gate. */
  readonly url: string
  /**
   * From now on nothing passes on the connections that are open now and fit, in neither direction, and nobody is told: a firewall that
   * drops packets. Returns how many they were.
   */
  mute(fits: (applicationName: string) => boolean): number
  /** Cuts every connection and refuses new ones, as a Postgres that is stopped does. */
  shut(): void
  open(): void
  close(): Promise<void>
}

interface Way {
  readonly client: Socket
  readonly database: Socket
  name: string
  muted: boolean
}

export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = new URL(databaseUrl)
  const ways = new Set<Way>()
  let isShut = false
  const server = createServer((client) => {
    if (isShut) return void client.resetAndDestroy()
    pass(client, createConnection(Number(target.port || 5432), target.hostname), ways)
  })
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(await listening(server))
  const cut = () => ways.forEach(({ client, database }) => (client.resetAndDestroy(), database.destroy()))
  return {
    url: url.href,
    mute(fits) {
      const chosen = [...ways].filter(({ name }) => fits(name))
      for (const way of chosen) way.muted = true
      return chosen.length
    },
    shut() {
      isShut = true
      cut()
    },
    open() {
      isShut = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}

function pass(client: Socket, database: Socket, ways: Set<Way>): void {
  const way: Way = { client, database, name: '', muted: false }
  ways.add(way)
  const end = () => {
    ways.delete(way)
    if (way.muted) return // nobody is told
    client.destroy()
    database.destroy()
  }
  for (const socket of [client, database]) socket.on('error', end).on('close', end)
  client.on('data', (bytes) => {
    way.name ||= applicationName(bytes)
    if (!way.muted) database.write(bytes)
  })
  database.on('data', (bytes) => {
    if (!way.muted) client.write(bytes)
  })
}

/** Out of the start-up message: pairs of strings, each ended by a zero (PostgreSQL, Message Formats, StartupMessage). */
function applicationName(bytes: Buffer): string {
  const words = bytes.subarray(8).toString('utf8').split('\0')
  const at = words.indexOf('application_name')
  return at === -1 ? '' : (words[at + 1] ?? '')
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Error('no port'))
      resolve(address.port)
    })
  })
}
