import type { LogMessage } from '#protocol/entry.ts'
import type { Http } from './http.ts'
import { childSignal } from './pause.ts'
import { readLog } from './read-log.ts'
import type { RunnerPorts } from './runner-ports.ts'
import { createRunner } from './runner.ts'

/** How long signing in waits for an order before it to be finished, in milliseconds. What is left then comes back as `pending[]`. */
const PATIENCE_MS = 15_000

/**
 * A device finishes its order before it signs in again (protocol.md, part 4): asks with the old token whether one waits, and carries
 * out what is stored. Never fails: what cannot be finished now is finished under the new session.
 */
export async function settleBefore(ports: Omit<RunnerPorts, 'tell'> & { readonly http: Http }): Promise<void> {
  const { journal, http, pause } = ports
  if ((await journal.session()) !== undefined) await hearOrder(http, ports).catch(() => {})
  const until = new AbortController()
  const settled = async () => {
    if ((await journal.nextBusy()) === null) until.abort()
  }
  await settled()
  if (until.signal.aborted) return
  const { controller, release } = childSignal(until.signal)
  const check = () => void settled()
  const runner = createRunner({ ...ports, tell: check })
  void pause(PATIENCE_MS, controller.signal).then(() => controller.abort())
  await runner.run(controller.signal)
  release()
}

async function hearOrder(http: Http, { journal }: Pick<RunnerPorts, 'journal'>): Promise<void> {
  const session = await journal.session()
  const cursor = await journal.cursor()
  const message = await http.call<LogMessage>('GET', `/api/v1/device/log?cursor=${cursor}&waitMs=0`)
  for (const order of readLog(message.entries, session?.sessionId ?? null).orders) await journal.store(order)
}
