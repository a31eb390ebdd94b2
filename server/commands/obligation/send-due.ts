import type { Ports } from '../ports.ts'
import { takeAll } from './settle-obligations.ts'

const AT_ONCE = 100

/**
 * Sends the messages and reminders whose time has come: to the inbox of everybody a message names, or of its owner (guide statement 7.2). What
 * was stopped before is settled and never gets here; one commit each, so each is sent once, over any number of nodes.
 */
export async function sendDue(ports: Ports): Promise<void> {
  const due = await ports.store.read.obligations.due(ports.clock.now(), AT_ONCE)
  for (const { id, ownerId } of due) if (ownerId !== null) await sendOne(ports, id, ownerId)
}

async function sendOne(ports: Ports, id: string, ownerId: string): Promise<void> {
  const rung = await ports.store.write(async (tx) => {
    await takeAll(tx, [ownerId])
    const message = await tx.obligations.get(id)
    const now = ports.clock.now()
    if (message?.state !== 'open' || message.ownerId !== ownerId || (message.dueAt ?? now + 1) > now) return false
    const owner = await tx.members.get(ownerId)
    const receivers: string[] = []
    for (const name of message.kind === 'reminder' ? [ownerId] : (message.data.to ?? [ownerId])) {
      const member =
        (await tx.members.get(name)) ?? (name.includes('@') ? await tx.members.byEmail(name.toLowerCase()) : null)
      if (member?.state === 'active') receivers.push(member.id)
    }
    const data = {
      title: message.title,
      text: message.data.text ?? message.title,
      from: owner?.name ?? '',
      purpose: message.kind,
    }
    await tx.notices.add(
      [...new Set(receivers)].map((memberId) => ({
        id: ports.random.id('notice'),
        memberId,
        key: `due:${id}`,
        kind: 'message' as const,
        data,
      })),
      now,
    )
    await tx.obligations.save({ ...message, state: 'settled', outcome: 'done' }, now)
    const sent = { obligationId: id, kind: message.kind, title: message.title, receivers: receivers.length }
    await tx.log.append(ownerId, [{ type: 'obligation.sent', data: sent }], now)
    return true
  })
  if (rung) ports.bell.ring(ownerId)
}
