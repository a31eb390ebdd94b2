import { setTimeout as pause } from 'node:timers/promises'
import type { Seat } from './seats.ts'

const TICK_MS = 50
/** A server that does not keep up is not buried: the rate that was reached is part of the figure. */
const AT_ONCE = 64

/** One thing that a device says of its sign-out. */
export type Change = {
  readonly seat: Seat
  readonly signOutId: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Every device says that it has the order, and then that it is at work: as many changes as twice the sign-outs. */
export function changesOf(signOuts: ReadonlyMap<string, string>, seats: readonly Seat[]): Change[] {
  const said = (body: Change['body']) =>
    seats.flatMap((seat) => {
      const signOutId = signOuts.get(seat.sessionId)
      return signOutId === undefined ? [] : [{ seat, signOutId, body }]
    })
  return [...said({ type: 'received' }), ...said({ type: 'progress', step: 'records', done: 1, of: 3 })]
}

/** Says them at a steady rate for so long. Resolves with how many were answered. */
export async function sayAtRate(
  url: string,
  changes: readonly Change[],
  perSecond: number,
  forMs: number,
): Promise<number> {
  let answered = 0
  const going = new Set<Promise<void>>()
  const begin = performance.now()
  for (let next = 0; performance.now() - begin < forMs && next < changes.length; await pause(TICK_MS)) {
    const due = Math.min(changes.length, Math.ceil(((performance.now() - begin) / 1000) * perSecond))
    for (; next < due && going.size < AT_ONCE; next += 1) {
      const change = changes[next]
      if (change === undefined) break
      const one = say(url, change).then(
        (ok) => void (answered += ok ? 1 : 0),
        () => undefined,
      )
      going.add(one)
      void one.finally(() => going.delete(one))
    }
  }
  await Promise.all(going)
  return answered
}

async function say(url: string, { seat, signOutId, body }: Change): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/device/report`, {
    method: 'POST',
    headers: { authorization: `Bearer ${seat.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ signOutId, ...body }),
  })
  await answer.arrayBuffer()
  return answer.ok
}
