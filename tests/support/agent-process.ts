import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { owner } from './server.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = join(root, 'tests/support/desktop-program')
export const PROGRAM_MANIFEST = join(PROGRAM, 'manifest.json')

export type AgentRun = { readonly exit: number; readonly json: Record<string, unknown>; readonly said: string }
export type RunningAgent = {
  readonly child: ChildProcess
  readonly ended: Promise<AgentRun>
  /** Resolves when it has said this; rejects when it ends without. */
  said(words: string): Promise<void>
}
/** One installation on one computer: its own state, its own home folder, its own program. */
export type Installation = {
  readonly state: string
  readonly home: string
  command(...args: string[]): Promise<AgentRun>
  start(...args: string[]): RunningAgent
  /** Starts the desktop program in this home folder; resolves when it is ready. `say` writes a line to it. */
  program(...args: string[]): Promise<{ readonly child: ChildProcess; say(line: string): Promise<void> }>
}

/** The agent and the desktop program as a person starts them: real processes on real files. */
export async function installation(folder: string): Promise<Installation> {
  const [state, home] = [join(folder, 'state'), join(folder, 'home')]
  await mkdir(home, { recursive: true })
  const guard = ['--state', state, '--manifest', PROGRAM_MANIFEST, '--home', home]
  const start = (...args: string[]): RunningAgent => {
    const end = args.indexOf('--')
    const [own, program] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end)]
    const env = { ...process.env, SIGNOFF_PASSWORD: owner.password, LANG: 'C' }
    const argv = ['device/agent/main.ts', ...own, ...guard, '--json', ...program]
    return follow(spawn(process.execPath, argv, { cwd: root, env }))
  }
  return {
    state,
    home,
    start,
    command: (...args) => start(...args).ended,
    async program(...args) {
      const env = { ...process.env, HOME: home }
      const child = spawn(process.execPath, [join(PROGRAM, 'main.ts'), ...args], { env, detached: true })
      const heard = listener()
      child.stdout.setEncoding('utf8').on('data', heard.hear)
      await heard.until('ready')
      return {
        child,
        async say(line) {
          child.stdin.write(`${line}\n`)
          await heard.until(line)
        },
      }
    },
  }
}

/** The command that starts the program, for `run -- …`. */
export const programCommand = (...args: string[]) => ['--', process.execPath, join(PROGRAM, 'main.ts'), ...args]

function follow(child: ChildProcess): RunningAgent {
  let out = ''
  const heard = listener()
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr?.setEncoding('utf8').on('data', heard.hear)
  const ended = new Promise<AgentRun>((resolve) =>
    child.on('close', (code) => {
      heard.end()
      resolve({ exit: code ?? -1, said: heard.text(), json: JSON.parse(out || '{}') as Record<string, unknown> })
    }),
  )
  return { child, ended, said: heard.until }
}

/** Collects text, and lets wait for a part of it. */
function listener() {
  let text = ''
  let over = false
  const waiting = new Set<() => void>()
  const wake = () => waiting.forEach((look) => look())
  return {
    text: () => text,
    hear(more: string) {
      text += more
      wake()
    },
    end() {
      over = true
      wake()
    },
    until: (words: string) =>
      new Promise<void>((resolve, reject) => {
        const look = () => {
          if (!text.includes(words) && !over) return
          waiting.delete(look)
          if (text.includes(words)) resolve()
          else reject(new Error(`it ended without saying "${words}":\n${text}`))
        }
        waiting.add(look)
        look()
      }),
  }
}
