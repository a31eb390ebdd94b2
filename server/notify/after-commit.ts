import type { Store } from '#domain/store.ts'

/**
 * The store, whose writes have their letters sent as soon as they are committed: whoever is told by mail hears at once, not at the next look of
 * the job, and no command has to remember it. A write that failed has put nothing.
 */
export function sendingAfterCommit(store: Store, kick: () => void): Store {
  return {
    ...store,
    async write(work) {
      let put = false
      const answer = await store.write((tx) => {
        put = false
        const mail: typeof tx.mail = {
          ...tx.mail,
          put(letter) {
            put = true
            return tx.mail.put(letter)
          },
        }
        return work({ ...tx, mail })
      })
      if (put) kick()
      return answer
    },
  }
}
