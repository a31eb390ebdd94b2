/** Makes one round of work at a time: who asks while one is under way waits for one more that begins after it. */
export function inRounds(work: () => Promise<void>): () => Promise<void> {
  let under: Promise<void> | null = null
  let again = false
  async function all(): Promise<void> {
    do {
      again = false
      await work()
    } while (again)
  }
  return () => {
    again = under !== null
    under ??= all().finally(() => (under = null))
    return under
  }
}
