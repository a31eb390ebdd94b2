import { rfc3339 } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'

export function sessionShown(session: Session) {
  const { id, method, ip, startedAt, expiresAt, bySelf, endedAt } = session
  return {
    id,
    state: endedAt === null ? ('active' as const) : ('ended' as const),
    startedAt: rfc3339(startedAt),
    expiresAt: rfc3339(expiresAt),
    method,
    ip,
    bySelf,
  }
}
