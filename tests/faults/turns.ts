import { setImmediate as turn } from 'node:timers/promises'

/** A moment that is another one each time, counted in turns of the event loop and not by the clock. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await turn()
}
