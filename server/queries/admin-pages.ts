import type { Viewer } from '#domain/access.ts'
import type { AuditFilter } from '#domain/store.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { listActivity, type ActivityAsk } from './activity.ts'
import { auditShown, getMember, listAllDevices, listDepartments, listMembers } from './admin.ts'
import { namesOf } from './entry-names.ts'
import { getInsights, type InsightsAsk } from './insights.ts'
import { getLive, type LiveAsk } from './live-board.ts'
import { getVerifications } from './verifications.ts'

/** What the pages for administrators, and a member's own activity, read. Who may open them is `_data`'s to check; whom they show is checked here. */
export function adminPages(ports: Ports) {
  return {
    live: (viewer: Viewer, ask: LiveAsk) => getLive(ports, viewer, ask),
    members: (viewer: Viewer, ask: Parameters<typeof listMembers>[2]) => listMembers(ports, viewer, ask),
    member: (viewer: Viewer, id: string) => getMember(ports, viewer, id),
    allDevices: (viewer: Viewer, ask: Parameters<typeof listAllDevices>[2]) => listAllDevices(ports, viewer, ask),
    departments: (viewer: Viewer) => listDepartments(ports, viewer),
    audit: (viewer: Viewer, filter: Omit<AuditFilter, 'departments'>) => auditWithNames(ports, viewer, filter),
    verifications: (viewer: Viewer) => getVerifications(ports, viewer),
    insights: (viewer: Viewer, ask: InsightsAsk) => getInsights(ports, viewer, ask),
    policy: async () => {
      const { policy, policyVersion } = await requireOrg(ports.store.read.org)
      return { policy, version: policyVersion }
    },
    /** The organisation's time zone: the days of its audit are days there. */
    zone: async () => (await requireOrg(ports.store.read.org)).timeZone,
    activity: (viewer: Viewer, ask: ActivityAsk) => listActivity(ports, viewer, ask),
  }
}
export type AdminPages = ReturnType<typeof adminPages>

async function auditWithNames(ports: Ports, viewer: Viewer, filter: Omit<AuditFilter, 'departments'>) {
  const page = await ports.store.read.log.audit({ ...filter, departments: viewer.scope ?? undefined })
  return {
    items: page.items.map(auditShown),
    names: await namesOf(ports, page.items),
    nextCursor: page.nextCursor,
    total: page.total,
  }
}
