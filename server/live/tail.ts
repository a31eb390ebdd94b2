import type { Entry } from '#domain/log.ts'
import type { LogReads } from '#domain/store.ts'

/** The newest of a stream, as a reader of one ring sees it. */
export type Tail = Pick<LogReads, 'after'>

/** Reads each stretch once for all who look at it because of the same ring. Made after the ring, so that it sees what rang. */
export function tailOf(log: Tail): Tail {
  const stretches = new Map<string, Promise<readonly Entry[]>>()
  return {
    after: (stream, seq, limit) => once(stretches, `${stream} ${seq} ${limit}`, () => log.after(stream, seq, limit)),
  }
}

function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const reading = known.get(key) ?? read()
  known.set(key, reading)
  return reading
}
