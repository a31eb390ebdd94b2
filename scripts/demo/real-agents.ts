import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pause } from '#device/client/index.ts'
import { folderOf } from '#tests/support/desktop-program/profile.ts'
import { DEMO_PASSWORD } from './company.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'tests/support/desktop-program/main.ts')

/** The small desktop program that tests guard too. */
export const PROGRAM = {
  manifest: join(root, 'tests/support/desktop-program/manifest.json'),
  command: (...args: readonly string[]) => [process.execPath, main, ...args],
}

/** When the rounds begin that make medians of the figures: a visitor's own first clicks come before them. */
const ROUNDS_AFTER_MS = 30_000
const ROUNDS = 5

/**
 * Three real agents that guard a real program: one signs out by a full exit, then by a quick one that leaves a transfer behind; one is killed
 * while a record is half written; one is logged off. All come back and stay, with figures that were measured here; a fourth then does all of it
 * again and again, until there are medians. Linux alone: elsewhere a Node program cannot give itself the name that its manifest guards.
 */
export async function realAgents(url: string, folder: string, signal: AbortSignal): Promise<void> {
  if (platform() !== 'linux') return
  const exits = computer(url, folder, 'chen.yu@demo.example', 'chenyu@devbox')
  const kills = computer(url, folder, 'chen.yu@demo.example', 'chenyu@devbox, second desk')
  const logsOff = computer(url, folder, 'tomas.rivera@demo.example', 'tomas@frontdesk')
  const lab = computer(url, folder, 'device.lab@demo.example', 'lab@bench')
  try {
    await exits.signIn(signal)
    await exits.runUntil('full', ['--transfers', '1', '--workers', '1', '--helper'], signal)
    await exits.signIn(signal)
    await exits.runUntil('quick', ['--transfers', '1'], signal)
    await exits.signIn(signal)
    await exits.run([], signal)
    await kills.signIn(signal)
    await kills.kill(signal)
    await kills.run([], signal)
    await logsOff.signIn(signal)
    await logsOff.logOff(signal)
    await logsOff.run([], signal)
    await pause(ROUNDS_AFTER_MS, signal)
    await lab.signIn(signal)
    for (let round = 0; round < ROUNDS; round++) await lab.everyExit(signal)
    await lab.run([], signal)
    if (!signal.aborted) await once(signal, 'abort')
  } catch (error) {
    if (!signal.aborted) console.error(`the demo's agents: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    for (const one of [exits, kills, logsOff, lab]) one.end()
  }
}

function computer(url: string, folder: string, email: string, name: string) {
  const place = join(folder, 'agents', encodeURIComponent(name))
  const home = join(place, 'home')
  const children: ChildProcess[] = []
  const own = ['--state', join(place, 'state'), '--manifest', PROGRAM.manifest, '--home', home]
  const env = { ...process.env, SIGNOFF_PASSWORD: DEMO_PASSWORD, LANG: 'C' }

  function start(command: readonly string[], environment: NodeJS.ProcessEnv, signal: AbortSignal): ChildProcess {
    if (signal.aborted) throw new Error('stopped')
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      cwd: root,
      env: environment,
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    children.push(child)
    return child
  }
  const agent = (signal: AbortSignal, ...args: string[]) =>
    start([process.execPath, 'device/agent/main.ts', ...args, ...own], env, signal)

  async function done(child: ChildProcess): Promise<void> {
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`${name}: ended with ${code ?? 'a signal'}`)
  }
  async function program(args: readonly string[], signal: AbortSignal): Promise<ChildProcess> {
    const child = start(PROGRAM.command(...args), { ...process.env, HOME: home }, signal)
    await heard(child, 'ready')
    return child
  }
  async function run(args: readonly string[], signal: AbortSignal): Promise<ChildProcess> {
    await program(args, signal)
    const child = agent(signal, 'run')
    await heard(child, 'Connected.')
    return child
  }

  const one = {
    run,
    async signIn(signal: AbortSignal) {
      await mkdir(home, { recursive: true })
      await done(agent(signal, 'sign-in', url, '--email', email, '--name', name))
    },
    /** Signs itself out, and waits until the confirmation was accepted. */
    async runUntil(
      exit: 'full' | 'quick',
      args: readonly string[],
      signal: AbortSignal,
      between: () => Promise<void> = async () => {},
    ) {
      const running = await run(args, signal)
      await pause(SEEN_MS, signal)
      await between()
      const asked = agent(signal, 'sign-out', '--exit', exit)
      // Waited for together: when the demo stops, both are ended, and neither's end may go unheard.
      await Promise.all([done(asked), done(running)])
    },
    /** As a system that is shut down: everybody is asked to end. */
    async logOff(signal: AbortSignal) {
      const running = await run([], signal)
      await pause(SEEN_MS, signal)
      const ended = once(running, 'exit')
      for (const child of children) child.kill('SIGTERM')
      await ended
    },
    /** As a task manager ends things: nobody can say goodbye, and a record is half written. */
    async kill(signal: AbortSignal) {
      const writing = await program([], signal)
      const running = agent(signal, 'run')
      await heard(running, 'Connected.')
      await pause(SEEN_MS, signal)
      writing.stdin?.write('torn\n')
      await heard(writing, 'torn')
      for (const child of [writing, running]) child.kill('SIGKILL')
      await once(running, 'exit')
    },
    /** With their children: a quick exit leaves some. */
    end() {
      for (const { pid } of children)
        try {
          if (pid !== undefined) process.kill(-pid, 'SIGKILL')
        } catch {
          // Nobody of that group is left.
        }
    },
  }
  return {
    ...one,
    /** Each way in which a desktop ends, one after another; each start says of the one before. */
    async everyExit(signal: AbortSignal) {
      await one.runUntil('full', ['--workers', '1'], signal, mend)
      await one.signIn(signal)
      await one.runUntil('quick', ['--transfers', '1'], signal)
      await one.signIn(signal)
      await one.logOff(signal)
      await one.kill(signal)
    },
  }

  /** What a program does with its own journal after a crash: it drops the line that was never finished. */
  async function mend(): Promise<void> {
    const path = join(folderOf(home, 'linux', 'records'), 'notes.jsonl')
    const lines = (await readFile(path, 'utf8')).split('\n').filter(parses)
    await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  }
}

/** A life that is as short as one look at it says nothing of itself. */
const SEEN_MS = 1_500

function parses(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}

/** Resolves when it has said this; rejects when it ends without. */
async function heard(child: ChildProcess, words: string): Promise<void> {
  let text = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended without saying "${words}"`)))
    child.stdout?.on('data', (more: Buffer) => {
      text += more.toString()
      if (text.includes(words)) resolve()
    })
  })
}
