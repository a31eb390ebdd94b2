import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** What changes a disk. A file handle's own writes are between an `open` and a `rename`, which are both here. */
const DEEDS = ['open', 'writeFile', 'appendFile', 'rename', 'unlink', 'rmdir', 'rm', 'mkdir'] as const

export type PowerSwitch = {
  /** Resolves when the power goes. */
  readonly dead: Promise<void>
  /** The next life may use the disk again; what the dead one held open is closed. */
  restore(): Promise<void>
}

/**
 * The computer's power goes before its nth change to the disk, as far as one process can play that: from then on
 * nothing reaches the disk, and nobody hears an answer.
 */
export function cutPowerAt(n: number): PowerSwitch {
  let used = 0
  let off: () => void = () => {}
  const dead = new Promise<void>((resolve) => (off = resolve))
  const held: FileHandle[] = []
  const track = (result: unknown) => {
    if (isHandle(result)) held.push(result)
    return result
  }
  const real = DEEDS.map((name) => [name, Reflect.get(fs.promises, name) as (...args: unknown[]) => unknown] as const)
  for (const [name, deed] of real)
    Reflect.set(fs.promises, name, async (...args: unknown[]) => {
      // Reading needs no power.
      if (name === 'open' && (args[1] === 'r' || typeof args[1] === 'number')) return track(await deed(...args))
      used++
      if (used < n) return track(await deed(...args))
      off()
      return new Promise(() => {})
    })
  syncBuiltinESMExports()
  return {
    dead,
    async restore() {
      for (const [name, deed] of real) Reflect.set(fs.promises, name, deed)
      syncBuiltinESMExports()
      for (const handle of held) await handle.close().catch(() => {})
    },
  }
}

function isHandle(result: unknown): result is FileHandle {
  return typeof result === 'object' && result !== null && 'fd' in result
}
