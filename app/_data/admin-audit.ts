import { mayEnter } from '#domain/access.ts'
import { dayEnd, dayStart } from '#app/_admin/zone-days.ts'
import type { AdminPages } from '#server/queries/admin-pages.ts'
import { runtime } from '#server/running.ts'
import { orNotFound, PAGE_ROWS, requireAdmin } from './admin.ts'

export type AuditFilters = {
  readonly stream?: string | undefined
  readonly kind?: AuditKind | undefined
  /** Days where the organisation is; the API takes instants. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
}
export type AuditData = {
  readonly page: Awaited<ReturnType<AdminPages['audit']>>
  /** The member that the page is narrowed to. */
  readonly of: string | null
  readonly mayExport: boolean
  readonly verifications: Awaited<ReturnType<AdminPages['verifications']>>
  /** The organisation's time zone, in which days are meant and times are shown. */
  readonly zone: string
  /** The same filter as the API takes it, for the export. */
  readonly asked: string
}

/** What the page filters by: the types of entries, in the words of people. */
export const AUDIT_KINDS = {
  'sign-outs': [
    'sign-out.requested',
    'sign-out.asked-again',
    'sign-out.tightened',
    'sign-out.ordered',
    'sign-out.received',
    'sign-out.cleaning',
    'sign-out.not-now',
    'sign-out.failed',
    'sign-out.retried',
    'sign-out.confirmed',
    'sign-out.recorded',
    'sign-out.refused',
  ],
  decisions: ['sign-out.approved', 'sign-out.declined', 'sign-out.waived', 'sign-out.reminded', 'link.decided'],
  'sign-ins': ['session.started', 'session.renewed', 'session.ended', 'link.requested', 'member.joined'],
  members: [
    'member.created',
    'member.changed',
    'member.password-link',
    'member.suspended',
    'member.reinstated',
    'member.removed',
    'department.created',
  ],
  organisation: ['policy.changed', 'org.created', 'org.restored', 'org.restore-confirmed'],
} as const
export type AuditKind = keyof typeof AUDIT_KINDS

export function auditFiltersOf(given: Readonly<Record<string, string | readonly string[] | undefined>>): AuditFilters {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : undefined
  }
  const date = (name: string) => (/^\d{4}-\d\d-\d\d$/.test(text(name) ?? '') ? text(name) : undefined)
  const kinds = Object.keys(AUDIT_KINDS) as AuditKind[]
  return {
    stream: text('stream'),
    kind: kinds.find((kind) => kind === text('kind')),
    from: date('from'),
    to: date('to'),
    cursor: text('cursor'),
  }
}

/** One page of the log, newest first. A scoped administrator reads the members of their departments alone. */
export async function readAudit({ stream, kind, from, to, cursor }: AuditFilters): Promise<AuditData> {
  const viewer = await requireAdmin('/admin/audit', 'audit')
  const { queries } = runtime()
  const zone = await queries.zone()
  const filter = {
    streams: stream === undefined ? undefined : [stream],
    types: kind === undefined ? undefined : AUDIT_KINDS[kind],
    from: from === undefined ? undefined : dayStart(from, zone),
    to: to === undefined ? undefined : dayEnd(to, zone),
  }
  const page = await orNotFound(queries.audit(viewer, { ...filter, cursor, limit: PAGE_ROWS }))
  const of = stream === undefined ? null : (page.names[stream] ?? stream)
  const verifications = await queries.verifications(viewer)
  return { page, of, mayExport: mayEnter(viewer, 'audit-export'), verifications, zone, asked: askedOf(filter) }
}

type Filter = { readonly [Name in 'streams' | 'types']: readonly string[] | undefined } & {
  readonly [Name in 'from' | 'to']: number | undefined
}

function askedOf({ streams, types, from, to }: Filter): string {
  const instant = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString())
  const given = { stream: streams?.[0], type: types?.join(','), from: instant(from), to: instant(to) }
  const set = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return new URLSearchParams(set).toString()
}
