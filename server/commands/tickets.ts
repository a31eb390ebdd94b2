import { TICKET_MS, type Ticket, type TicketKind } from '#domain/credential.ts'
import type { MemberId } from '#domain/ids.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'

type ForWhom = { readonly memberId: MemberId | null; readonly method?: Ticket['method'] }

/** Writes a ticket and returns the token that stands for it; the store has its hash alone. */
export async function putTicket(
  { random, clock, hash }: Pick<Ports, 'random' | 'clock' | 'hash'>,
  tx: Pick<Writes, 'tickets'>,
  kind: TicketKind,
  { memberId, method = null }: ForWhom,
): Promise<string> {
  const token = random.token()
  const expiresAt = clock.now() + TICKET_MS[kind]
  await tx.tickets.put({ hash: hash(token), kind, memberId, method, expiresAt })
  return token
}

/** Takes a ticket, for good, when it still holds; null for what never was, was used, or is too old. */
export async function takeTicket(
  { clock, hash }: Pick<Ports, 'clock' | 'hash'>,
  tx: Pick<Writes, 'tickets'>,
  kind: TicketKind,
  token: string,
): Promise<Ticket | null> {
  const ticket = await tx.tickets.take(hash(token), kind)
  return ticket !== null && clock.now() < ticket.expiresAt ? ticket : null
}

/** The ticket of a token while it holds, without using it. */
export async function readTicket(
  { store, clock, hash }: Pick<Ports, 'store' | 'clock' | 'hash'>,
  kind: TicketKind,
  token: string,
): Promise<Ticket | null> {
  const ticket = await store.read.tickets.get(hash(token), kind)
  return ticket !== null && clock.now() < ticket.expiresAt ? ticket : null
}
