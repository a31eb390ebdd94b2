import type { Viewer } from '#domain/access.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Entry } from '#domain/log.ts'
import type { Ports } from '../commands/ports.ts'
import { namesOf } from './entry-names.ts'

/** As far back as the page of a member goes (ux.md, part 3, Activity). */
const SHOWN_MS = 28 * 24 * 60 * 60_000

/** The kinds that the page filters by, each with its types of entries. What only devices say to the server is not activity. */
export const ACTIVITY = {
  'sign-ins': ['session.started', 'session.renewed', 'sign-in.answered', 'member.joined'],
  'sign-outs': [
    'sign-out.requested',
    'sign-out.asked-again',
    'sign-out.tightened',
    'sign-out.confirmed',
    'sign-out.failed',
    'sign-out.retried',
    'sign-out.waived',
    'sign-out.overdue',
    'records.restored',
  ],
  approvals: ['sign-out.approved', 'sign-out.declined', 'link.requested', 'link.decided'],
  account: [
    'credential.changed',
    'member.created',
    'member.changed',
    'member.password-link',
    'member.suspended',
    'member.reinstated',
    'device.renamed',
    'device.changed',
    'device.forgotten',
    'preference.changed',
  ],
} as const
export type ActivityKind = keyof typeof ACTIVITY

export type ActivityAsk = {
  readonly kind?: ActivityKind | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What was done to the caller's account and devices: by whom, when and why. Their own stream, newest first. */
export async function listActivity(ports: Ports, viewer: Viewer, { kind, cursor, limit }: ActivityAsk) {
  const types = kind === undefined ? Object.values(ACTIVITY).flat() : ACTIVITY[kind]
  const from = ports.clock.now() - SHOWN_MS
  const page = await ports.store.read.log.audit({ streams: [viewer.memberId], types, from, cursor, limit })
  return {
    items: page.items.map(shown),
    names: await namesOf(ports, page.items),
    nextCursor: page.nextCursor,
    total: page.total,
  }
}

/** What the sentence about an entry needs; addresses, digests and reports stay where they are. */
const NAMED = [
  'deviceId',
  'name',
  'memberId',
  'title',
  'stepId',
  'state',
  'kind',
  'count',
  'lagMs',
  'what',
  'decision',
  'by',
  'reason',
  'signOutId',
] as const

function shown({ stream, seq, at, type, data }: Entry) {
  const kept =
    data === null ? null : Object.fromEntries(NAMED.flatMap((name) => (name in data ? [[name, data[name]]] : [])))
  return { stream, seq, at: rfc3339(at), type, data: kept, erased: data === null }
}
