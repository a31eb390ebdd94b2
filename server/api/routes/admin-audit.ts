import type { z } from 'zod'
import {
  auditPage,
  auditQuery,
  auditVerified,
  exportQuery,
  verificationsView,
  verificationView,
} from '#protocol/admin.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import { startVerification, stopVerification } from '../../commands/verify-log.ts'
import { listAudit } from '../../queries/admin.ts'
import { exportAudit, type ExportFilter } from '../../queries/audit-export.ts'
import { getVerifications, verificationShown } from '../../queries/verifications.ts'
import { verifyAudit } from '../../queries/verify-audit.ts'
import { accepted, ok, streamed } from '../reply.ts'
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
    answer: auditVerified,
    run: async ({ ports, caller: { viewer } }) => ok(await verifyAudit(ports, viewer.scope ?? undefined)),
  }),
  admin('audit', {
    method: 'post',
    path: '/api/v1/admin/audit/verifications',
    name: 'startVerification',
    tag,
    summary: 'The same as a job: it survives a crash and can be stopped. While one runs, that one is the answer',
    status: 202,
    answer: verificationView,
    async run({ ports, caller: { viewer } }) {
      return accepted(await verificationShown(ports, await startVerification(ports, viewer)))
    },
  }),
  admin('audit', {
    method: 'get',
    path: '/api/v1/admin/audit/verifications',
    name: 'getVerifications',
    tag,
    summary: 'The newest verification, and the newest that came to a result',
    answer: verificationsView,
    run: async ({ ports, caller: { viewer } }) => ok(await getVerifications(ports, viewer)),
  }),
  admin('audit', {
    method: 'post',
    path: '/api/v1/admin/audit/verifications/{id}/stop',
    name: 'stopVerification',
    tag,
    summary: 'Stops a verification that runs',
    answer: verificationView,
    refusals: ['not_found', 'wrong_state'],
    async run({ ports, caller: { viewer }, id }) {
      return ok(await verificationShown(ports, await stopVerification(ports, viewer, id())))
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
