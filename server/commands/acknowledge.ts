import type { Instant, MemberId, SessionId } from '#domain/ids.ts'
import type { Ports } from './ports.ts'

export type Acknowledged = {
  readonly sessionId: SessionId
  readonly memberId: MemberId
  readonly seq: number
  readonly at: Instant
}

/** Writes what devices have acknowledged, many in one write (at most once a second), and tells the watchers whose followers moved. */
export async function acknowledge(ports: Ports, acks: readonly Acknowledged[]): Promise<void> {
  const moved = await ports.store.write(async (tx) => {
    await tx.sessions.ack(acks.map(({ sessionId, seq }) => ({ id: sessionId, seq })))
    const result: { memberId: MemberId; signOuts: readonly string[] }[] = []
    for (const { sessionId, memberId, seq, at } of acks) {
      const signOuts = await tx.signOuts.followersSynced(sessionId, seq, at)
      if (signOuts.length > 0) result.push({ memberId, signOuts })
    }
    return result
  })
  for (const { memberId, signOuts } of moved) ports.bell.moved(signOuts, memberId)
}
