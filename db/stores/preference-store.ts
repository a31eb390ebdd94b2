import { and, asc, eq, isNull, lte, or } from 'drizzle-orm'
import { DAY_MS, DEFAULT_PREFERENCE, IDLE_DAYS, type IdleDays } from '#domain/preference.ts'
import type { PreferenceReads, PreferenceWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

function idleDaysOf(stored: number | null): IdleDays | null {
  return IDLE_DAYS.find((days) => days === stored) ?? null
}

/** What members chose for themselves. */
export function preferenceReads(db: Reader, { preferences, sessions }: Tables): PreferenceReads {
  return {
    async of(memberId) {
      const [row] = await db.select().from(preferences).where(eq(preferences.memberId, memberId)).limit(1)
      return row ? { idleDays: idleDaysOf(row.idleDays), mail: row.mail } : DEFAULT_PREFERENCE
    },
    async idleSessions(now, limit) {
      const rows = await db
        .select({ session: sessions, idleDays: preferences.idleDays })
        .from(preferences)
        .innerJoin(sessions, eq(sessions.memberId, preferences.memberId))
        .where(
          and(
            isNull(sessions.endedAt),
            or(
              ...IDLE_DAYS.map((days) =>
                and(eq(preferences.idleDays, days), lte(sessions.lastSeenAt, now - days * DAY_MS)),
              ),
            ),
          ),
        )
        .orderBy(asc(sessions.lastSeenAt))
        .limit(limit)
      return rows.flatMap(({ session: { tokenHash: _, ...session }, idleDays }) => {
        const days = idleDaysOf(idleDays)
        return days === null ? [] : [{ ...session, idleDays: days }]
      })
    },
  }
}

export function preferenceWrites(tx: Writer, tables: Tables): PreferenceWrites {
  const { preferences } = tables
  return {
    ...preferenceReads(tx, tables),
    async set(memberId, { idleDays, mail }) {
      await tx
        .insert(preferences)
        .values({ memberId, idleDays, mail })
        .onConflictDoUpdate({ target: preferences.memberId, set: { idleDays, mail } })
    },
  }
}
