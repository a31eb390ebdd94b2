import type { DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { SessionId } from '#domain/ids.ts'
import type { Admitted } from './admit.ts'
import { enter } from './enter.ts'
import type { Ports } from './ports.ts'
import { readTicket, takeTicket } from './tickets.ts'

export type Enrolment = {
  /** What stands for whoever has arrived: by the company's sign-in, or with a passkey. */
  readonly arrival: string
  readonly device: DeviceClaim
  readonly replace?: SessionId | undefined
  readonly proof?: string | undefined
  readonly ip: string | null
}

/**
 * Gives the browser of somebody who has proved who they are its session (protocol.md, part 2): until then no row exists. Throws
 * `unauthenticated` without an arrival, and what `enter` throws; the arrival stays good until a session stands.
 */
export async function enrol(ports: Ports, { arrival, ...how }: Enrolment): Promise<Admitted> {
  const ticket = await readTicket(ports, 'arrival', arrival)
  const member = ticket?.memberId == null ? null : await ports.store.read.members.get(ticket.memberId)
  if (ticket?.method == null || !member) throw new DomainError('unauthenticated')
  return enter(ports, {
    ...how,
    member,
    method: ticket.method,
    async use(tx) {
      if ((await takeTicket(ports, tx, 'arrival', arrival)) === null) throw new DomainError('unauthenticated')
    },
  })
}
