import type { MacCount, MacStep } from '#domain/mac-exit.ts'
import type { Dialect } from '../dialect.ts'

/** What members tick and count at their Macs. */
export function macExitTables(d: Dialect) {
  const macExits = d.table('mac_exit', {
    deviceId: d.text('device_id').primaryKey(),
    done: d.json<Readonly<Record<MacStep, boolean>>>('done').notNull(),
    found: d.json<Readonly<Record<MacCount, number | null>>>('found').notNull(),
    updatedAt: d.instant('updated_at'),
  })
  return { macExits }
}
