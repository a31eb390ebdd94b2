import { and, eq, exists, inArray, isNull, like, lte, or, sql, type SQL } from 'drizzle-orm'
import { OPEN_STATES } from '#domain/sign-out/sign-out.ts'
import type { DeviceFilter } from '#domain/store.ts'
import type { Reader } from '../database.ts'
import type { Tables } from '../tables.ts'

/** Addresses that say nothing of a place: this machine's own and those of private networks (RFC 1918, 4193, 3927, 4291). */
const PLACELESS = ['10.%', '127.%', '192.168.%', '169.254.%', '::1', 'fc%', 'fd%', 'fe80%'].concat(
  Array.from({ length: 16 }, (_, i) => `172.${i + 16}.%`),
)

/** The condition of a saved view: about the device itself, its session that has not ended, or its sign-outs. */
export function deviceViews(
  db: Reader,
  { devices, sessions, signOuts }: Tables,
): (view: NonNullable<DeviceFilter['view']>) => SQL | undefined {
  const signedIn = (more?: SQL) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(sessions)
        .where(and(eq(sessions.deviceId, devices.id), isNull(sessions.endedAt), more)),
    )
  return (view) => {
    switch (view.is) {
      case 'active':
        return signedIn()
      case 'idle':
        return and(signedIn(), or(isNull(devices.lastSeenAt), lte(devices.lastSeenAt, view.since)))
      case 'unknown-place':
        return signedIn(or(isNull(sessions.ip), ...PLACELESS.map((start) => like(sessions.ip, start))))
      case 'shared':
        return sql`${devices.shared}`
      case 'unconfirmed':
        return inArray(
          devices.id,
          db
            .select({ id: signOuts.deviceId })
            .from(signOuts)
            .where(inArray(signOuts.state, [...OPEN_STATES])),
        )
    }
  }
}
