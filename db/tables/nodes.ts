import type { Dialect } from '../dialect.ts'

/** The processes that share one store. */
export function nodeTables(d: Dialect) {
  const nodes = d.table('node', {
    id: d.text('id').primaryKey(),
    aliveUntil: d.instant('alive_until').notNull(),
    secret: d.text('secret').notNull(),
  })
  const presenceLines = d.table(
    'presence_line',
    {
      deviceId: d.text('device_id').notNull(),
      nodeId: d.text('node_id').notNull(),
      memberId: d.text('member_id').notNull(),
      until: d.instant('until'),
    },
    (t) => [d.primaryKey({ columns: [t.deviceId, t.nodeId] }), d.index('presence_line_node_idx').on(t.nodeId)],
  )
  const leases = d.table('lease', {
    name: d.text('name').primaryKey(),
    holder: d.text('holder').notNull(),
    until: d.instant('until').notNull(),
  })
  return { nodes, presenceLines, leases }
}
