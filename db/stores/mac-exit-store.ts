import { eq } from 'drizzle-orm'
import type { MacExitReads, MacExitWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

export function macExitReads(db: Reader, { macExits }: Tables): MacExitReads {
  return {
    async get(deviceId) {
      const [row] = await db.select().from(macExits).where(eq(macExits.deviceId, deviceId)).limit(1)
      return row ?? null
    },
  }
}

export function macExitWrites(tx: Writer, tables: Tables): MacExitWrites {
  const { macExits } = tables
  return {
    ...macExitReads(tx, tables),
    async put({ deviceId, ...rest }) {
      await tx
        .insert(macExits)
        .values({ deviceId, ...rest })
        .onConflictDoUpdate({ target: macExits.deviceId, set: rest })
    },
  }
}
