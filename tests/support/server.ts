import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type LogLine, type ServerLog, type ServerProcess, spawnServer } from './server-process.ts'

/** Who owns the company that a started server has been set up with. */
export const owner = { email: 'owner@example.com', password: 'correct horse battery staple', name: 'Ada Owner' }

export interface ServerOptions {
  /** More environment; an empty string takes a default of ours away. */
  env?: Record<string, string>
  /** Kept by `dispose` when given; otherwise a temporary folder that goes with it. */
  dataDir?: string
  /** `postgres://…`; otherwise SQLite in `dataDir`. A Postgres server also needs SIGNOFF_SECRET, which is set. */
  databaseUrl?: string
  port?: number
  /** The source tree that it runs from. Default: this one. */
  tree?: string
  /** Serve the pages too (needs a build). Default: the API alone. */
  pages?: boolean
  /** Leave the store empty, for the set-up wizard. Default: set up with `owner`. */
  empty?: boolean
}

export interface TestServer {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly url: string
  readonly port: number
  readonly dataDir: string
  readonly pid: number
  /** All that this server printed, over all its restarts. */
  readonly output: string
  /** The JSON lines of `output`. */
  readonly logs: readonly LogLine[]
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number>
  /** SIGKILL. */
  kill(): Promise<void>
  /** Starts it again on the same port, data and environment, after `stop` or `kill`; stops it first if it runs. */
  restart(env?: Record<string, string>): Promise<void>
  /** Stops it if it runs, and removes its temporary data. For `afterAll`. */
  dispose(): Promise<void>
}

/** Starts a real server on a free loopback port and waits until it is ready. Always `dispose` it. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const port = options.port ?? (await freePort())
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'signoff-data-')))
  const url = `http://127.0.0.1:${port}`
  const log: ServerLog = { text: '', lines: [] }
  const environment = environmentOf(options, port, dataDir)
  const args = options.pages ? [] : ['--api-only']
  let running: ServerProcess | undefined
  let pid = -1

  const start = async (more: Record<string, string> = {}) => {
    running = spawnServer(args, { ...environment, ...more }, log, options.tree)
    pid = running.pid
    await running.ready
    await assertReady(url, log)
  }
  const end = async <T>(how: (server: ServerProcess) => Promise<T>, otherwise: T) => {
    const server = running
    running = undefined
    return server ? how(server) : otherwise
  }
  const dispose = async () => {
    await end((server) => server.stop().then(() => undefined), undefined)
    if (!options.dataDir) await rm(dataDir, { recursive: true, force: true })
  }
  await start().catch(async (error: unknown) => {
    await end((server) => server.kill(), undefined)
    await dispose()
    throw error
  })
  return {
    url,
    port,
    dataDir,
    get pid() {
      return pid
    },
    get output() {
      return log.text
    },
    get logs() {
      return log.lines
    },
    stop: () => end((server) => server.stop(), 0),
    kill: () => end((server) => server.kill(), undefined),
    restart: async (env) => {
      await end((server) => server.stop().then(() => undefined), undefined)
      await start(env)
    },
    dispose,
  }
}

function environmentOf(options: ServerOptions, port: number, dataDir: string): Record<string, string> {
  const all: Record<string, string> = {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    SIGNOFF_DATA: dataDir,
    SIGNOFF_TEST_CLOCK: '1',
    LOG_LEVEL: 'info',
    ...(options.databaseUrl
      ? { DATABASE_URL: options.databaseUrl, SIGNOFF_SECRET: Buffer.alloc(32, 7).toString('base64') }
      : {}),
    ...(options.empty
      ? {}
      : {
          SIGNOFF_OWNER_EMAIL: owner.email,
          SIGNOFF_OWNER_PASSWORD: owner.password,
          SIGNOFF_OWNER_NAME: owner.name,
          SIGNOFF_COMPANY: 'Example Ltd 示例公司',
        }),
    ...options.env,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

async function assertReady(url: string, log: ServerLog): Promise<void> {
  const response = await fetch(`${url}/readyz`)
  if (!response.ok) throw new Error(`the server says it is ready, but /readyz answers ${response.status}:\n${log.text}`)
}
