import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { checkFailures, recordFailure } from './admission.ts'
import type { Ports } from './ports.ts'

/** Proves the person again for this session, for five minutes (protocol.md, part 3). Throws `bad_credentials`, `rate_limited`. */
export async function stepUp(ports: Ports, viewer: Viewer, password: string, ip: string | null): Promise<void> {
  const member = await ports.store.read.members.get(viewer.memberId)
  const attempt = { account: member?.email ?? viewer.memberId, address: ip }
  const hash = await ports.store.read.members.passwordHash(viewer.memberId)
  if (!(await ports.passwords.verify(hash, password))) {
    await checkFailures(ports, attempt)
    await recordFailure(ports, attempt)
    throw new DomainError('bad_credentials')
  }
  await ports.store.write((tx) => tx.sessions.stepUp(viewer.sessionId, ports.clock.now()))
}
