import type { Viewer } from '#domain/access.ts'
import type { CredentialChange } from '#domain/letter.ts'
import type { Member } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { memberActor } from './actor.ts'
import type { Ports } from './ports.ts'
import { putLetter } from './put-letter.ts'

type Change = {
  readonly what: CredentialChange
  /** What it is called, where it has a name. */
  readonly name?: string
  /** Who did it, from one of their devices; null where no device is signed in, such as a reset by mail. */
  readonly by: Viewer | null
}

/**
 * What somebody proves themselves with has changed: an entry in their log, and a letter to them (ASVS 6.3.7). Inside the write that changes it,
 * which has taken the member's stream; after the commit ring the bell and kick the post.
 */
export async function noteCredential(ports: Ports, tx: Writes, member: Member, change: Change): Promise<void> {
  const { what, name = null, by } = change
  const now = ports.clock.now()
  const data = { memberId: member.id, what, name, by: by && memberActor(by) }
  await tx.log.append(member.id, [{ type: 'credential.changed', data }], now)
  await putLetter(ports, tx, member, {
    kind: 'credential-changed',
    data: { what, name, device: by?.deviceName ?? null, at: now },
  })
}

/** The member a viewer is, with what every change of their credentials does after its commit. */
export async function changeCredential<T>(
  ports: Ports,
  memberId: string,
  work: (tx: Writes) => Promise<T>,
): Promise<T> {
  const result = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    return work(tx)
  })
  ports.bell.ring(memberId)
  return result
}
