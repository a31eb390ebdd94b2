import { EventEmitter } from 'node:events'
import type { SignOutId } from '#domain/ids.ts'
import type { StreamId } from '#domain/log.ts'
import type { Bell } from '../commands/ports.ts'

type Rings = {
  ring: [StreamId]
  resend: [SignOutId, StreamId]
  moved: [readonly SignOutId[], StreamId]
  /** Rings may have been lost: look at everything. */
  all: []
}

/** The bell of one process. It carries no content: whoever hears it looks at the rows. */
export type LocalBell = Bell & {
  /** Says that rings may have been lost. */
  all(): void
  on<K extends keyof Rings>(what: K, listener: (...rung: Rings[K]) => void): () => void
  /** Resolves at the next ring of a stream or of all, when `signal` aborts or after `ms`; true when it rang. */
  next(stream: StreamId, signal: AbortSignal, ms: number): Promise<boolean>
}

export function createBell(): LocalBell {
  const emitter = new EventEmitter<Rings & Record<`stream:${string}`, []>>()
  emitter.setMaxListeners(0)
  return {
    ring(stream) {
      emitter.emit('ring', stream)
      emitter.emit(`stream:${stream}`)
    },
    all: () => void emitter.emit('all'),
    resend: (signOutId, stream) => void emitter.emit('resend', signOutId, stream),
    moved: (signOutIds, stream) => void emitter.emit('moved', signOutIds, stream),
    on(what, listener) {
      emitter.on(what, listener as never)
      return () => void emitter.off(what, listener as never)
    },
    next: (stream, signal, ms) =>
      new Promise((resolve) => {
        const done = (rang: boolean) => {
          clearTimeout(timer)
          emitter.off(`stream:${stream}`, rings)
          emitter.off('all', rings)
          signal.removeEventListener('abort', aborted)
          resolve(rang)
        }
        const rings = () => done(true)
        const aborted = () => done(false)
        const timer = setTimeout(aborted, ms)
        emitter.on(`stream:${stream}`, rings)
        emitter.on('all', rings)
        signal.addEventListener('abort', aborted)
        if (signal.aborted) aborted()
      }),
  }
}
