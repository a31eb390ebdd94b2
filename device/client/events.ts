/** A typed emitter: `on` returns the way to stop listening. A listener that throws does not stop the others. */
export function createEvents<Events extends Record<string, unknown>>() {
  const listeners = new Map<keyof Events, Set<(value: never) => void>>()
  return {
    on<K extends keyof Events>(name: K, listener: (value: Events[K]) => void): () => void {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    },
    emit<K extends keyof Events>(name: K, value: Events[K]): void {
      for (const listener of listeners.get(name) ?? []) call(listener as (value: Events[K]) => void, value)
    },
  }
}

function call<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value)
  } catch (error) {
    // The page's own mistake must not keep the device from signing out; it still shows up as an uncaught error.
    queueMicrotask(() => {
      throw error
    })
  }
}
