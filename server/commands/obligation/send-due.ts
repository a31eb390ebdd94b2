import type { HookEvent } from '#domain/hook.ts'
import { rfc3339, type Instant } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from '../ports.ts'
import { putHook } from '../put-hook.ts'
import { takeAll } from './settle-obligations.ts'

const AT_ONCE = 100

/**
 * Sends the messages and reminders whose time has come: to the inbox of everybody a message names, or of its owner, and to the operator's
 * webhook, which brings it to whoever has no inbox here (guide statement 7.2). What was stopped before is settled and never gets here; one
 * commit each, so each is sent once, over any number of nodes.
 */
export async function sendDue(ports: Ports): Promise<void> {
  const due = await ports.store.read.obligations.due(ports.clock.now(), AT_ONCE)
  for (const { id, ownerId } of due) if (ownerId !== null) await sendOne(ports, id, ownerId)
}

async function sendOne(ports: Ports, id: string, ownerId: string): Promise<void> {
  const sent = await ports.store.write(async (tx) => {
    await takeAll(tx, [ownerId])
    const message = await tx.obligations.get(id)
    const now = ports.clock.now()
    if (message?.state !== 'open' || message.ownerId !== ownerId || (message.dueAt ?? now + 1) > now) return false
    const owner = await tx.members.get(ownerId)
    const receivers = await receiversOf(tx, message, ownerId)
    await tellThem(ports, tx, message, { receivers, from: owner?.name ?? '', now })
    await putHook(ports, tx, dueEvent(message, owner, now))
    await tx.obligations.save({ ...message, state: 'settled', outcome: 'done' }, now)
    const data = { obligationId: id, kind: message.kind, title: message.title, receivers: receivers.length }
    await tx.log.append(ownerId, [{ type: 'obligation.sent', data }], now)
    return true
  })
  if (!sent) return
  ports.bell.ring(ownerId)
  ports.hooks.kick()
}

/** A reminder is for its owner; a message for those of its receivers who are members here. */
async function receiversOf(tx: Writes, { kind, data }: Obligation, ownerId: string): Promise<readonly string[]> {
  const receivers = new Set<string>()
  for (const name of kind === 'reminder' ? [ownerId] : (data.to ?? [ownerId])) {
    const member =
      (await tx.members.get(name)) ?? (name.includes('@') ? await tx.members.byEmail(name.toLowerCase()) : null)
    if (member?.state === 'active') receivers.add(member.id)
  }
  return [...receivers]
}

type Telling = { readonly receivers: readonly string[]; readonly from: string; readonly now: Instant }

async function tellThem(
  ports: Ports,
  tx: Writes,
  message: Obligation,
  { receivers, from, now }: Telling,
): Promise<void> {
  const { id, title, kind: purpose } = message
  const data = { title, text: message.data.text ?? title, from, purpose }
  const told = { key: `due:${id}`, kind: 'message', data } as const
  await tx.notices.add(
    receivers.map((memberId) => ({ ...told, id: ports.random.id('notice'), memberId })),
    now,
  )
}

function dueEvent(message: Obligation, owner: Member | null, at: Instant): HookEvent {
  const { id: obligationId, kind, title, source, externalId, dueAt } = message
  const { text = null, to = [] } = message.data
  const from = owner && { id: owner.id, name: owner.name, email: owner.email }
  const data = { obligationId, kind, title, text, dueAt: rfc3339(dueAt), from, to, source, externalId }
  return { type: 'obligation.due', at, data }
}
