import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Said, Told } from './device-process.ts'
import type { Seat } from './seats.ts'

/** Devices that are connected, in a process of their own. */
export type Devices = {
  /** Resolves with the instant at which all were connected again. Call it before they are cut off. */
  back(): Promise<number>
  /** Resolves with the instant at which the last of them was told that its confirmation counts. */
  confirmed(): Promise<number>
  stop(): Promise<void>
}

/** Connects all of them and resolves then. */
export async function connectDevices(
  kind: Told['kind'],
  url: string,
  folder: string,
  seats: readonly Seat[],
): Promise<Devices> {
  const path = join(folder, 'seats.json')
  await writeFile(path, JSON.stringify(seats), { mode: 0o600 })
  const child = fork(join(import.meta.dirname, 'device-process.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const killed = () => void child.kill('SIGKILL')
  process.once('exit', killed)
  const connected = said(child, 'connected')
  child.send({ do: 'connect', kind, url, seats: path } satisfies Told)
  await connected
  return {
    back: () => said(child, 'connected'),
    confirmed: () => said(child, 'confirmed'),
    async stop() {
      process.off('exit', killed)
      const over = once(child, 'exit')
      child.kill('SIGKILL')
      await over
    },
  }
}

function said(child: ChildProcess, what: Said['said']): Promise<number> {
  return new Promise((resolve, reject) => {
    const heard = (message: Said) => {
      if (message.said !== what) return
      child.off('message', heard)
      child.off('exit', gone)
      resolve(message.at)
    }
    const gone = () => reject(new Error('the devices ended'))
    child.on('message', heard)
    child.once('exit', gone)
  })
}
