import type { LogMessage } from '#protocol/entry.ts'
import type { ChannelHandlers } from './channel.ts'
import type { Http } from './http.ts'
import { backoffMs } from './pause.ts'
import type { Pause } from './ports.ts'
import { Refused } from './problem.ts'

const WAIT_MS = 25_000

/**
 * The log over HTTP, for devices without a socket (protocol.md, part 6): a long poll until the signal aborts or the server refuses for
 * good. An ended session is told its newest order in every answer, so answers that bring nothing new are spaced out.
 */
export async function pollLog(
  http: Http,
  handlers: ChannelHandlers,
  { pause, random, signal }: { pause: Pause; random: () => number; signal: AbortSignal },
): Promise<void> {
  let failures = 0
  let quiet = 0
  handlers.connection({ state: 'connecting', via: 'http' })
  while (!signal.aborted) {
    try {
      const fresh = await pollOnce(http, handlers, signal)
      failures = 0
      quiet = fresh ? 0 : quiet + 1
      if (!fresh) await pause(backoffMs(quiet, random, 500, 5_000), signal)
    } catch (error) {
      if (signal.aborted) return
      handlers.connection({ state: 'lost', via: 'http' })
      if (error instanceof Refused && (await handlers.refused(error.code, error.data)) === 'stop') return
      await pause(backoffMs(failures++, random), signal)
    }
  }
}

/** One long poll; true when it told something new. */
async function pollOnce(http: Http, handlers: ChannelHandlers, signal: AbortSignal): Promise<boolean> {
  const cursor = await handlers.cursor()
  const path = `/api/v1/device/log?cursor=${cursor}&waitMs=${WAIT_MS}`
  const asked = performance.now()
  const message = await http.call<LogMessage>('GET', path, undefined, { signal, timeoutMs: WAIT_MS + 15_000 })
  handlers.connection({ state: 'open', via: 'http' })
  const seq = await handlers.log(message)
  // Acknowledging is no right of an ended session; the order itself is acknowledged by `received`.
  if (seq > cursor) await http.call('POST', '/api/v1/device/ack', { seq }, { signal }).catch(ignoreRefusal)
  return seq > cursor || performance.now() - asked > WAIT_MS / 2
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
