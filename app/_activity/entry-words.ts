import { useLocale, useTranslations } from 'next-intl'
import { CREDENTIAL_CHANGES } from '#domain/letter.ts'
import { duration } from '#app/_components/times.ts'

/** An entry of the log as the pages get it. */
export type ShownEntry = {
  readonly stream: string
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly erased: boolean
}
export type EntryWords = {
  readonly what: string
  readonly who: string | null
  /** The device from which it was done. */
  readonly from: string | null
  readonly why: string | null
}
type Names = Readonly<Record<string, string>>

/** What an entry says to a person: what happened, by whom, from where and why. `self` is how the stream's own member is called. */
export function useEntryWords(names: Names, self: 'you' | 'self'): (entry: ShownEntry) => EntryWords {
  const t = useTranslations('entry')
  const locale = useLocale()
  return ({ type, stream, data }) => {
    const text = (name: string) => (typeof data?.[name] === 'string' ? data[name] : null)
    const device = names[text('deviceId') ?? ''] ?? text('name') ?? t('someDevice')
    const claimed = type.startsWith('link.') ? (text('name') ?? device) : device
    const values = {
      device: claimed,
      member: names[text('memberId') ?? stream] ?? text('name') ?? '',
      name: text('name') ?? '',
      type,
      title: text('title') ?? '',
      step: selector(text('stepId')),
      state: selector(text('state')),
      outcome: selector(text('decision')),
      kind: selector(text('kind')),
      n: countOf(data),
      lag: typeof data?.lagMs === 'number' ? duration(data.lagMs, locale) : '',
    }
    const key =
      type === 'credential.changed'
        ? `credential.${text('what') ?? ''}`
        : type === 'sign-out.confirmed' && values.lag !== ''
          ? 'sign-out.confirmedAfter'
          : type
    const what = isKnown(key) ? t(key, values) : t('unknown', values)
    const by = actorOf(data?.by)
    const own = by !== null && (by.id === stream || by.kind === 'member')
    const who =
      by === null
        ? BY_DEVICE.has(type)
          ? t('theDevice')
          : BY_SELF.has(type)
            ? t(self)
            : null
        : by.kind === 'system'
          ? t('system')
          : own
            ? t(self)
            : by.name
    return {
      what,
      who,
      from: by?.deviceName ?? null,
      why: text('reason') ?? (type === 'run.note' ? text('text') : null),
    }
  }
}

/** A name as a message may select by it: ICU knows no hyphens there. */
function selector(name: string | null): string {
  return (name ?? '').replaceAll('-', '_')
}

/** How many duties an entry is about: by its count, or by its list. */
function countOf(data: ShownEntry['data']): number {
  if (typeof data?.count === 'number') return data.count
  return Array.isArray(data?.obligations) ? data.obligations.length : 0
}

const BY_DEVICE: ReadonlySet<string> = new Set([
  'sign-out.received',
  'sign-out.cleaning',
  'sign-out.not-now',
  'sign-out.failed',
  'sign-out.confirmed',
  'sign-out.recorded',
])
const BY_SELF: ReadonlySet<string> = new Set([
  'session.started',
  'session.renewed',
  'member.joined',
  'device.renamed',
  'device.changed',
  'device.forgotten',
  'link.decided',
  'sign-in.answered',
  'preference.changed',
  'inbox.read',
  'credential.changed',
])

const KNOWN = [
  ...CREDENTIAL_CHANGES.map((what) => `credential.${what}` as const),
  'session.started',
  'session.renewed',
  'session.ended',
  'sign-out.requested',
  'sign-out.asked-again',
  'sign-out.ordered',
  'sign-out.tightened',
  'sign-out.approved',
  'sign-out.declined',
  'sign-out.received',
  'sign-out.cleaning',
  'sign-out.not-now',
  'sign-out.failed',
  'sign-out.confirmed',
  'sign-out.confirmedAfter',
  'sign-out.retried',
  'sign-out.reminded',
  'sign-out.waived',
  'sign-out.recorded',
  'sign-out.refused',
  'sign-out.overdue',
  'sign-in.answered',
  'preference.changed',
  'inbox.added',
  'inbox.read',
  'records.restored',
  'device.renamed',
  'device.changed',
  'device.forgotten',
  'link.requested',
  'link.decided',
  'member.created',
  'member.changed',
  'member.joined',
  'member.password-link',
  'member.suspended',
  'member.reinstated',
  'member.removed',
  'department.created',
  'policy.changed',
  'org.created',
  'org.restored',
  'org.restore-confirmed',
  'run.started',
  'run.step',
  'run.done',
  'run.cancelled',
  'run.restored',
  'run.decided',
  'run.review-stopped',
  'run.note',
  'obligation.created',
  'obligation.updated',
  'obligation.concluded',
  'obligation.sent',
  'obligations.imported',
  'obligations.settled',
  'obligations.received',
  'template.changed',
  'approvals.interrupted',
  'duties.bypassed',
  'key.created',
  'key.revoked',
  'org.closed',
] as const

function isKnown(type: string): type is (typeof KNOWN)[number] {
  return (KNOWN as readonly string[]).includes(type)
}

type ActorShown = {
  readonly kind: string
  readonly id: string | null
  readonly name: string | null
  readonly deviceName: string | null
}

function actorOf(value: unknown): ActorShown | null {
  if (typeof value !== 'object' || value === null) return null
  const { kind, id, name, deviceName } = { ...value } as Readonly<Record<string, unknown>>
  const text = (one: unknown) => (typeof one === 'string' ? one : null)
  return typeof kind === 'string' ? { kind, id: text(id), name: text(name), deviceName: text(deviceName) } : null
}
