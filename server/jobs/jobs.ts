import type { Instant } from '#domain/ids.ts'
import { expireIdle } from '../commands/expire-idle.ts'
import { resumeRuns } from '../commands/exit/resume-runs.ts'
import { expireSessions } from '../commands/expire-sessions.ts'
import { sendDue } from '../commands/obligation/send-due.ts'
import type { Ports } from '../commands/ports.ts'
import { prune } from '../commands/prune.ts'
import { resumeBatches } from '../commands/run-batch.ts'
import { tellOverdue } from '../commands/tell-overdue.ts'
import { resumeVerifications } from '../commands/verify-log.ts'

/** Something that time does. Running it twice does no harm; it is told nothing but the ports. */
export type Job = { readonly name: string; readonly everyMs: number; run(ports: Ports): Promise<void> }

const MINUTE = 60_000

export const JOBS: readonly Job[] = [
  { name: 'expire sessions', everyMs: MINUTE, run: allOf(expireSessions) },
  { name: 'expire idle', everyMs: MINUTE, run: allOf(expireIdle) },
  { name: 'tell overdue', everyMs: MINUTE, run: allOf(tellOverdue) },
  { name: 'prune', everyMs: 10 * MINUTE, run: prune },
  { name: 'resume batches', everyMs: 5_000, run: resumeBatches },
  { name: 'resume verifications', everyMs: 5_000, run: resumeVerifications },
  { name: 'send mail', everyMs: 5_000, run: ({ post }) => post.deliver() },
  { name: 'resume runs', everyMs: 5_000, run: resumeRuns },
  { name: 'send what is due', everyMs: 5_000, run: sendDue },
  { name: 'call the webhook', everyMs: 5_000, run: async ({ hooks }) => hooks.kick() },
]

function allOf(part: (ports: Ports) => Promise<number>): Job['run'] {
  return async (ports) => {
    while ((await part(ports)) > 0);
  }
}

export type Schedule = {
  /** Runs every job that is due by now; the test clock calls it after a move. */
  runDue(): Promise<void>
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5_000

export type JobOptions = {
  readonly jobs?: readonly Job[]
  /** Several processes over one store: each job is done once for all of them. */
  readonly shared?: boolean
}

/** Looks every few seconds at what is due on the server's clock; a job that fails is logged and tried again. */
export function startJobs(ports: Ports, { jobs = JOBS, shared = false }: JobOptions = {}): Schedule {
  const turns = shared ? sharedTurns(ports) : ownTurns(ports)
  let running: Promise<void> = Promise.resolve()

  async function runOrGiveBack(job: Job, giveBack: () => Promise<void>): Promise<void> {
    try {
      await job.run(ports)
    } catch (error) {
      await giveBack()
      throw error
    }
  }

  async function look(): Promise<void> {
    for (const job of jobs) {
      try {
        const giveBack = await turns(job)
        if (giveBack) await runOrGiveBack(job, giveBack)
      } catch (error) {
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

/** Whether it is a job's turn: null, or how to give the turn back when the job failed. */
type Turns = (job: Job) => Promise<(() => Promise<void>) | null>

function ownTurns({ clock }: Ports): Turns {
  const due = new Map<string, Instant>()
  return async ({ name, everyMs }) => {
    if (clock.now() < (due.get(name) ?? 0)) return null
    due.set(name, clock.now() + everyMs)
    return async () => void due.delete(name)
  }
}

/** Whoever takes a job's lease has its turn, and nobody else has one until the next is due. */
function sharedTurns({ clock, random, store }: Ports): Turns {
  return async ({ name, everyMs }) => {
    const [lease, holder, now] = [`job: ${name}`, random.token(), clock.now()]
    const mine = await store.write((tx) => tx.leases.hold(lease, holder, now, now + everyMs))
    return mine ? () => store.write((tx) => tx.leases.release(lease, holder)) : null
  }
}
