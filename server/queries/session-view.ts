import { rfc3339 } from '#domain/ids.ts'
import { placeCode } from '#domain/place.ts'
import type { Session } from '#domain/session.ts'
import type { Ports } from '../commands/ports.ts'

export function sessionShown({ places }: Pick<Ports, 'places'>, session: Session) {
  const { id, method, ip, startedAt, expiresAt, bySelf, endedAt } = session
  return {
    id,
    state: endedAt === null ? ('active' as const) : ('ended' as const),
    startedAt: rfc3339(startedAt),
    expiresAt: rfc3339(expiresAt),
    method,
    ip,
    place: placeCode(places.of(ip)),
    bySelf,
  }
}
