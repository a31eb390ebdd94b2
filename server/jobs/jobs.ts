import type { Instant } from '#domain/ids.ts'
import { expireSessions } from '../commands/expire-sessions.ts'
import type { Ports } from '../commands/ports.ts'
import { prune } from '../commands/prune.ts'

/** Something that time does. Running it twice does no harm; it is told nothing but the ports. */
export type Job = { readonly name: string; readonly everyMs: number; run(ports: Ports): Promise<void> }

const MINUTE = 60_000

export const JOBS: readonly Job[] = [
  { name: 'expire sessions', everyMs: MINUTE, run: expireAll },
  { name: 'prune', everyMs: 10 * MINUTE, run: prune },
]

async function expireAll(ports: Ports): Promise<void> {
  while ((await expireSessions(ports)) > 0);
}

export type Schedule = {
  /** Runs every job that is due by now; the test clock calls it after a move. */
  runDue(): Promise<void>
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5_000

/** Looks every few seconds at what is due on the server's clock; a job that fails is logged and tried again. */
export function startJobs(ports: Ports, jobs: readonly Job[] = JOBS): Schedule {
  const due = new Map<string, Instant>()
  let running: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    for (const job of jobs) {
      if (ports.clock.now() < (due.get(job.name) ?? 0)) continue
      due.set(job.name, ports.clock.now() + job.everyMs)
      try {
        await job.run(ports)
      } catch (error) {
        due.delete(job.name)
        ports.log.error({ job: job.name, error: String(error) }, 'a job failed; it is tried again')
      }
    }
  }
  const runDue = () => (running = running.then(look))
  const timer = setInterval(() => void runDue(), LOOK_EVERY_MS)
  return {
    runDue,
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
