import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'

const CALLS = 'trace=fsync,fdatasync,write,writev,sendto,sendmsg'

/** Whether this machine has strace and lets it look at our own processes. */
export const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

/** Follows a running process until `stop`; the trace is in `file` then. */
export async function traceProcess(pid: number, file: string): Promise<{ stop(): Promise<void> }> {
  const child = spawn('strace', ['-f', '-s', '64', '-e', CALLS, '-o', file, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  // It says "Process N attached" once it looks.
  await once(child.stderr, 'data')
  return {
    async stop() {
      child.kill('SIGINT')
      await exited
    },
  }
}

/** Runs a command to its end and resolves with its trace. */
export async function trace(command: string[], file: string): Promise<string> {
  const child = spawn('strace', ['-f', '-s', '64', '-e', CALLS, '-o', file, ...command], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`${command[0] ?? ''} ended with ${code}`)
  return readFile(file, 'utf8')
}

/** For each answer in a trace, how many syncs had returned since the answer before it. */
export function syncsBefore(text: string, answer: RegExp): number[] {
  const counts: number[] = []
  let syncs = 0
  for (const line of text.split('\n')) {
    if (/f(data)?sync(\(| resumed).*= 0$/.test(line)) syncs += 1
    if (!answer.test(line)) continue
    counts.push(syncs)
    syncs = 0
  }
  return counts
}
