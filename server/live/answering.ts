/** What acknowledges an event: the client's callback, or nothing where it sent none. */
export type Answer = (value: unknown) => void

/** The last argument of an event as its acknowledgement. A client may leave it out, or send anything in its place. */
export function answering(ack: unknown): Answer {
  return isCallback(ack) ? ack : () => undefined
}

function isCallback(value: unknown): value is Answer {
  return typeof value === 'function'
}
