import type { Instant } from '#domain/ids.ts'
import type { Letter } from '#domain/letter.ts'
import type { Member } from '#domain/member.ts'
import type { Writes } from '#domain/store.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/**
 * Puts a letter to a member into the outbox, inside the write that it tells of; it is sent after the commit. It speaks the
 * language they last signed in with, else the organisation's. Without mail it does nothing.
 * @param uselessAt when its link is void; a letter that is still here then is not sent
 */
export async function putLetter(
  ports: Pick<Ports, 'post' | 'clock' | 'random'>,
  tx: Pick<Writes, 'mail' | 'org'>,
  { id: memberId, email: address, name }: Pick<Member, 'id' | 'email' | 'name'>,
  letter: Letter,
  uselessAt: Instant | null = null,
): Promise<void> {
  if (!ports.post.on) return
  const now = ports.clock.now()
  const language = (await tx.mail.languageOf(memberId)) ?? (await requireOrg(tx.org)).locale
  await tx.mail.put({
    id: ports.random.id('letter'),
    memberId,
    address,
    name,
    language,
    kind: letter.kind,
    sealed: ports.post.seal(letter),
    createdAt: now,
    uselessAt,
    nextTryAt: now,
    tries: 0,
    sentAt: null,
  })
}
