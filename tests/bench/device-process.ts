import { readFileSync } from 'node:fs'
import { instant } from './clock.ts'
import { bareDevice, ourDevice, type Behaviour, type DeviceLine } from './device-lines.ts'
import type { Seat } from './seats.ts'

/** Many devices in a process of their own. What it is told, and what it says. */
export type Told = {
  readonly do: 'connect'
  readonly kind: 'ours' | 'bare'
  readonly url: string
  readonly seats: string
}
export type Said = { readonly said: 'connected' | 'confirmed'; readonly at: number }

/** So many are connected at a time at the beginning; after a lost connection each comes back by its own clock. */
const AT_ONCE = 100

process.on('message', (told: Told) => {
  const seats = JSON.parse(readFileSync(told.seats, 'utf8')) as Seat[]
  start(told, seats).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

/** Says `connected` whenever all are connected (again), and `confirmed` once, when all have been told that they are. */
async function start({ kind, url }: Told, seats: readonly Seat[]): Promise<void> {
  const lines: DeviceLine[] = []
  let connected = 0
  let confirmed = 0
  const behaviour: Behaviour = {
    connected: () => {
      connected += 1
      if (connected === seats.length) say('connected')
    },
    lost: () => (connected -= 1),
    confirmed: () => {
      confirmed += 1
      if (confirmed === seats.length) say('confirmed')
    },
  }
  const open = kind === 'ours' ? ourDevice : bareDevice
  for (let i = 0; i < seats.length; i += AT_ONCE) {
    const some = seats.slice(i, i + AT_ONCE).map((seat) => open(url, seat, behaviour))
    lines.push(...some)
    await Promise.all(some.map((line) => line.first))
  }
}

function say(said: Said['said']): void {
  process.send?.({ said, at: instant() } satisfies Said)
}
