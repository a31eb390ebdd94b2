import type { DeviceStatusInput } from '#protocol/device.ts'
import { readJson, writeDurably } from '../durable-file.ts'
import type { Integrity } from './integrity.ts'

export type ExitKind = 'full' | 'quick' | 'killed' | 'logoff'
/** What the program's processes held when they were last seen running, and what those hold that outlived it; bytes. */
export type Memory = { readonly beforeBytes: number; readonly afterBytes: number }
/** How a life ended. `memory`: only when somebody saw it. */
export type Exit = {
  readonly kind: ExitKind
  readonly at: string
  readonly integrity: Integrity
  readonly memory?: Memory
}
type LastExit = NonNullable<DeviceStatusInput['lastExit']>

/** What is written down of how the agent, with the program that it guards, ran. */
type Stored = {
  /** It runs: no goodbye has been written. `seenAt` is when it last was. */
  readonly running: { readonly since: string; readonly seenAt: string } | null
  readonly exit: Exit | null
  /** The last starts that followed a goodbye, in milliseconds: what a start is compared with. */
  readonly starts: readonly number[]
}

export type Life = {
  /** Writes down that it runs. Without a goodbye before, the last life was killed: then its records are checked first. */
  begin(check: () => Promise<Integrity>): Promise<void>
  /** It has started; `ms` after it was asked to. */
  ready(ms: number): Promise<void>
  /** It still runs. */
  seen(): Promise<void>
  /** How the records were at a sign-out, before they went: what its goodbye says. */
  atExit(integrity: Integrity): void
  /** It ends knowing why. Only the first goodbye of a life counts. */
  goodbye(kind: ExitKind): Promise<void>
  /** What the exit that this life has said goodbye with freed. Once: a program that is started again has another exit. */
  freed(memory: Memory): Promise<void>
  /** Checked beside a start that needed no check before it. */
  checked(found: Integrity): Promise<void>
  /** Of the life before this one, once this one has started; for `status`. */
  lastExit(): LastExit | null
  /** The newest exit that is written down, also before this life has started. */
  exit(): Exit | null
}

const KEPT_STARTS = 20
const NEW: Stored = { running: null, exit: null, starts: [] }

/**
 * The agent's journal of its own lives (guide statements 2.9 to 2.18; decision 0092): one that ends writes a goodbye, so one without was
 * killed. Who was killed cannot say so; the next start does, and measures itself against the median of the starts after a goodbye.
 */
export async function openLife(path: string, now: () => number = Date.now): Promise<Life> {
  let stored = await read(path)
  let start: { ms: number; median: number } | null = null
  let before: Exit | null = null
  let integrity: Integrity = 'unknown'
  const at = () => new Date(now()).toISOString()
  async function write(change: Partial<Stored>): Promise<void> {
    stored = { ...stored, ...change }
    await writeDurably(path, JSON.stringify(stored))
  }

  return {
    async begin(check) {
      const { running, exit } = stored
      const killed = running === null ? (exit?.kind === 'killed' ? exit.at : null) : running.seenAt
      before =
        killed === null
          ? exit
          : {
              ...(running === null ? exit : {}), // the memory, where somebody saw it
              kind: 'killed',
              at: killed,
              integrity: await check().catch(() => 'unknown' as const),
            }
      await write({ running: { since: at(), seenAt: at() }, exit: before })
    },
    async ready(ms) {
      const rounded = Math.round(ms)
      start = { ms: rounded, median: medianOf(stored.starts) ?? rounded }
      if (before?.kind !== 'killed') await write({ starts: [...stored.starts, rounded].slice(-KEPT_STARTS) })
    },
    async seen() {
      if (stored.running !== null) await write({ running: { ...stored.running, seenAt: at() } })
    },
    atExit: (found) => void (integrity = found),
    async goodbye(kind) {
      if (stored.running !== null) await write({ running: null, exit: { kind, at: at(), integrity } })
    },
    async freed(memory) {
      const { running, exit } = stored
      if (running === null && exit !== null && exit.memory === undefined) await write({ exit: { ...exit, memory } })
    },
    async checked(found) {
      if (before !== null) before = { ...before, integrity: found }
    },
    lastExit() {
      if (before === null || start === null) return null
      return { ...before, startMs: start.ms, startMedianMs: start.median }
    },
    exit: () => stored.exit,
  }
}

async function read(path: string): Promise<Stored> {
  return { ...NEW, ...((await readJson(path)) as Partial<Stored> | null) } // only `write` writes it
}

/** The nearest rank, as everywhere here; null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null
}
