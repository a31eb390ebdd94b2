import type { Store } from '#domain/store.ts'

/** The store, but that its process dies after so many writes. */
export function dyingAt(store: Store, writes: number): Store {
  let left = writes
  return {
    read: store.read,
    ping: () => store.ping(),
    compact: () => store.compact(),
    write: (work) => (left-- > 0 ? store.write(work) : Promise.reject(new Error('the process is dead'))),
  }
}
