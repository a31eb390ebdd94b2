import type { z } from 'zod'
import type { Viewer } from '#domain/access.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { auditPage, auditQuery, auditVerified, exportQuery, verifyQuery } from '#protocol/admin.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import type { Ports } from '../../commands/ports.ts'
import { listAudit, verifyAudit, verifyStretch } from '../../queries/admin.ts'
import { exportAudit, type ExportFilter } from '../../queries/audit-export.ts'
import { ok, streamed } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Audit'
const EXPORT_TYPE = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' } as const

/** The audit is the log itself (protocol.md, part 8). */
export const adminAuditRoutes: readonly Route[] = [
  admin('audit', {
    method: 'get',
    path: '/api/v1/admin/audit',
    name: 'listAudit',
    scope: 'audit:read',
    tag,
    summary: 'Entries, newest first',
    query: auditQuery,
    answer: auditPage,
    async run({ ports, caller, query }) {
      const { cursor, limit, ...asked } = query()
      return ok(await listAudit(ports, caller.viewer, { ...filterOf(asked), cursor, limit }))
    },
  }),
  admin('audit', {
    method: 'get',
    path: '/api/v1/admin/audit/verify',
    name: 'verifyAudit',
    scope: 'audit:read',
    tag,
    summary: 'Walks every chain of hashes',
    query: verifyQuery,
    answer: auditVerified,
    async run({ ports, caller, query }) {
      const { after, logs } = query()
      const mine = inScope(ports, caller.viewer)
      return ok(
        logs === undefined ? await verifyAudit(ports, mine) : await verifyStretch(ports, mine, after ?? null, logs),
      )
    },
  }),
  admin('audit-export', {
    method: 'get',
    path: '/api/v1/admin/audit/export',
    name: 'exportAudit',
    scope: 'audit:read',
    tag,
    summary: 'The log as csv or jsonl: the whole of it, or what fits a filter',
    query: exportQuery,
    answer: { type: 'text/csv', description: 'or application/x-ndjson' },
    refusals: ['step_up_required'],
    async run({ ports, caller, query }) {
      requireStepUp(caller.viewer, ports.clock.now())
      const { format, ...asked } = query()
      const headers = { 'content-disposition': `attachment; filename="audit.${format}"` }
      return streamed(EXPORT_TYPE[format], exportAudit(ports, format, filterOf(asked)), headers)
    },
  }),
]

type Asked = Pick<z.infer<typeof auditQuery>, 'stream' | 'type' | 'from' | 'to'>

function filterOf({ stream, type, from, to }: Asked): ExportFilter {
  const instant = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time))
  return {
    streams: stream === undefined ? undefined : [stream],
    types: type?.split(','),
    from: instant(from),
    to: instant(to),
  }
}

/** The streams that a viewer may read: all, or the members' of their departments. */
function inScope(ports: Ports, { scope }: Viewer): (stream: string) => Promise<boolean> {
  if (scope === null) return async () => true
  return async (stream) => {
    if (stream === ORG_STREAM) return false
    const member = await ports.store.read.members.get(stream)
    return member?.departmentId != null && scope.has(member.departmentId)
  }
}
