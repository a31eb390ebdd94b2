import type { OutEntry } from '../queries/device-log.ts'

export type Message = { readonly entries: readonly OutEntry[]; readonly head: number }
export type Part = Message & {
  readonly more: boolean
  /** A part without entries need not be sent: nobody counts how far this reader is. */
  readonly quiet?: boolean
}

/** A reader that leaves this many messages, or one for this long, unacknowledged is too slow (protocol.md, part 6). */
const MOST_UNACKNOWLEDGED = 20
const SLOWEST_ACK_MS = 30_000

/**
 * Sends one reader everything after its cursor, in order, at least once, and no faster than it acknowledges. `Known` is what whoever pumps has
 * read already, and is used for the look that follows at once.
 */
export class Outbox<Known = never> {
  readonly #read: (cursor: number, known?: Known) => Promise<Part>
  readonly #emit: (message: Message, ack: (seq: unknown) => void) => void
  readonly #acked: (seq: number) => void
  readonly #failed: (error: unknown) => void
  #cursor: number
  #sentAt: number[] = []
  #running = false
  #again = false
  #full = false
  #closed = false

  constructor(
    from: number,
    on: {
      read: (cursor: number, known?: Known) => Promise<Part>
      emit: (message: Message, ack: (seq: unknown) => void) => void
      acked: (seq: number) => void
      failed: (error: unknown) => void
    },
  ) {
    this.#cursor = from
    this.#read = on.read
    this.#emit = on.emit
    this.#acked = on.acked
    this.#failed = on.failed
  }

  /** Looks at the log and sends what is new. Rings that come meanwhile make it look once more. */
  pump(known?: Known): void {
    if (this.#running) {
      this.#again = true
      return
    }
    this.#running = true
    this.#run(known)
      .catch(this.#failed)
      .finally(() => {
        this.#running = false
        if (this.#again && !this.#closed) {
          this.#again = false
          this.pump()
        }
      })
  }

  async #run(known: Known | undefined): Promise<void> {
    let first = known
    for (let more = true; more && !this.#closed && this.#sentAt.length < MOST_UNACKNOWLEDGED;) {
      const part = await this.#read(this.#cursor, first)
      first = undefined
      more = part.more
      if (part.entries.length === 0 && part.head <= this.#cursor) return
      this.#cursor = Math.max(this.#cursor, part.head)
      if (part.entries.length > 0 || !part.quiet) this.send({ entries: part.entries, head: part.head })
    }
    this.#full = this.#sentAt.length >= MOST_UNACKNOWLEDGED
  }

  /** Sends a message beside the log's order (an order once more). */
  send(message: Message): void {
    this.#sentAt.push(performance.now())
    let answered = false
    this.#emit(message, (seq) => {
      if (answered) return
      answered = true
      this.#sentAt.shift()
      // Nobody may acknowledge what was not sent: it would hide entries that are still to come.
      if (typeof seq === 'number' && Number.isInteger(seq) && seq >= 0) this.#acked(Math.min(seq, this.#cursor))
      // Otherwise all was sent that was there, and what comes rings.
      if (this.#full) this.pump()
    })
  }

  /** Whether the reader must go: everything waits for its acknowledgements. */
  tooSlow(): boolean {
    const oldest = this.#sentAt[0]
    return (
      this.#sentAt.length >= MOST_UNACKNOWLEDGED ||
      (oldest !== undefined && performance.now() - oldest > SLOWEST_ACK_MS)
    )
  }

  /** How far the log was read for this reader. */
  get cursor(): number {
    return this.#cursor
  }

  /** Whether the log has more than what was sent. */
  behind(head: number): boolean {
    return head > this.#cursor
  }

  close(): void {
    this.#closed = true
  }
}
