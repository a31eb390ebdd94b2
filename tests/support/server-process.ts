import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000
const live = new Set<ChildProcess>()
process.on('exit', () => live.forEach((child) => child.kill('SIGKILL')))

/** One line of the server's log (JSON lines on stdout). */
export interface LogLine {
  msg: string
  level?: number | string
  url?: string
  [field: string]: unknown
}

/** What one process printed, as it came and as the JSON lines that it holds. */
export interface ServerLog {
  text: string
  lines: LogLine[]
}

export interface ServerProcess {
  pid: number
  /** Resolves with the URL that the server says it is ready at; rejects with all it printed when it ends first, or is not ready within 60 s. */
  ready: Promise<string>
  /** SIGTERM; resolves with the exit code. Rejects when the server is still there after 20 s (it is killed then). */
  stop(): Promise<number>
  /** SIGKILL: what a power cut leaves behind. */
  kill(): Promise<void>
}

/** Starts `node server/main.ts ARGS`. Nothing of our own environment reaches it but what a program needs to run. */
export function spawnServer(
  args: string[],
  env: Record<string, string>,
  log: ServerLog,
  tree: string = root,
): ServerProcess {
  const { PATH = '', HOME = '', TMPDIR } = process.env
  const environment = { NODE_ENV: 'production' as const, PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...env }
  const child = spawn(process.execPath, ['server/main.ts', ...args], {
    cwd: tree,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  live.add(child)
  const exited = once(child, 'exit').then(([code]) => {
    live.delete(child)
    return typeof code === 'number' ? code : -1
  })
  const ready = readLog(child, log, exited)
  ready.catch(() => undefined)
  return {
    pid: child.pid ?? -1,
    ready,
    stop: () => stop(child, exited, log),
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function readLog(child: ChildProcess, log: ServerLog, exited: Promise<number>): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLate = () => reject(new Error(`the server was not ready within ${READY_LIMIT_MS} ms:\n${log.text}`))
    const limit = setTimeout(tooLate, READY_LIMIT_MS)
    let rest = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      log.text += text
      const parts = (rest + text).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts.map(parseLine)) {
        if (!line) continue
        log.lines.push(line)
        if (line.msg !== 'ready' || !line.url) continue
        clearTimeout(limit)
        resolve(line.url)
      }
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (log.text += text))
    child.on('error', reject)
    void exited.then((code) => {
      clearTimeout(limit)
      reject(new Error(`the server ended with ${code} before it was ready:\n${log.text}`))
    })
  })
}

function parseLine(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as LogLine
  } catch {
    return undefined
  }
}

async function stop(child: ChildProcess, exited: Promise<number>, log: ServerLog): Promise<number> {
  child.kill('SIGTERM')
  let tooLate = false
  const limit = setTimeout(() => {
    tooLate = true
    child.kill('SIGKILL')
  }, STOP_LIMIT_MS)
  const code = await exited
  clearTimeout(limit)
  if (tooLate) throw new Error(`the server did not end within ${STOP_LIMIT_MS} ms of SIGTERM:\n${log.text}`)
  return code
}
