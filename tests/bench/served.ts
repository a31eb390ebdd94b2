import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { steadyPort } from './steady-port.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const probe = join(import.meta.dirname, 'probe.ts')
const READY_MS = 60_000
const live = new Set<ChildProcess>()
process.on('exit', () => live.forEach((child) => child.kill('SIGKILL')))

/** A server in a process of its own, on a free port of the loopback. */
export type Served = {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What the process holds after a full collection, in bytes. */
  memory(): Promise<NodeJS.MemoryUsage>
  /** SIGKILL, and the same command again on the same port. Resolves when it answers. */
  killAndRestart(): Promise<void>
  stop(): Promise<void>
}

export type Command = {
  /** A program below the root of the project. */
  readonly file: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What it prints goes here. */
  readonly log: string
  /** A path that answers once it serves. */
  readonly ready: string
}

/** Starts a server and waits until it answers. PORT is set for it. */
export async function serve(command: Command): Promise<Served> {
  const port = await steadyPort()
  const url = `http://127.0.0.1:${port}`
  let child = await started(command, url, port)
  return {
    url,
    port,
    get pid() {
      return child.pid ?? -1
    },
    async memory() {
      const answer = once(child, 'message')
      child.send('memory')
      const [{ memory }] = (await answer) as [{ memory: NodeJS.MemoryUsage }]
      return memory
    },
    async killAndRestart() {
      await ended(child, 'SIGKILL')
      child = await started(command, url, port)
    },
    stop: () => ended(child, 'SIGTERM'),
  }
}

/** Our own server, as `npm start` runs it but for the pages. */
export function serveOurs(dataDir: string, args: readonly string[] = ['--api-only'], env = {}): Promise<Served> {
  const log = join(dataDir, 'server.log')
  return serve({ file: 'server/main.ts', args, env: { SIGNOFF_DATA: dataDir, ...env }, log, ready: '/readyz' })
}

async function started({ file, args = [], env = {}, log, ready }: Command, url: string, port: number) {
  const { PATH = '', HOME = '' } = process.env
  const out = openSync(log, 'a')
  const child = fork(join(root, file), [...args], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH, HOME, HOST: '127.0.0.1', PORT: String(port), ...env },
    execArgv: ['--expose-gc', '--import', probe, ...profiler()],
    stdio: ['ignore', out, out, 'ipc'],
  })
  live.add(child)
  void once(child, 'exit').then(() => live.delete(child))
  await listening(child, file, log)
  if (!(await answers(url + ready))) throw new Error(`${file} does not serve: see ${log}`)
  return child
}

/** Resolves when the probe says so. */
async function listening(child: ChildProcess, file: string, log: string): Promise<void> {
  const said = once(child, 'message', { signal: AbortSignal.timeout(READY_MS) })
  const gone = once(child, 'exit').then(() => Promise.reject(new Error(`${file} ended before it served: see ${log}`)))
  await Promise.race([said, gone])
}

/** BENCH_PROFILE=FOLDER writes a CPU profile of each server into it, when the server is stopped. */
function profiler(): string[] {
  const folder = process.env['BENCH_PROFILE']
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.body?.cancel().then(() => response.ok) ?? response.ok,
    () => false,
  )
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const over = once(child, 'exit')
  child.kill(signal)
  await over
}
