import type { ToldData, ToldKind } from '#domain/letter.ts'
import type { Notice } from '#domain/notice.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { putLetter } from './put-letter.ts'

/** Puts a notice into the outbox too, in its member's language, unless they chose otherwise. */
export async function tellByMail(ports: Ports, tx: Writes, notice: Notice): Promise<void> {
  if (!ports.post.on || notice.kind === 'message') return
  // Of a closed company nobody has an address any more.
  if ((await tx.closings.get()) !== null) return
  const [member, { mail }] = [await tx.members.get(notice.memberId), await tx.preferences.of(notice.memberId)]
  if (!mail || member === null || member.state !== 'active') return
  await putLetter(ports, tx, member, { kind: 'told', data: toldOf(notice, notice.kind) })
}

function toldOf({ data, at }: Notice, what: ToldKind): ToldData {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : null)
  const number = (name: string) => (typeof data[name] === 'number' ? data[name] : null)
  const list = (name: string) => (Array.isArray(data[name]) ? data[name].filter((one) => typeof one === 'string') : [])
  const names = [...list('devices'), ...list('members')]
  return {
    what,
    device: text('device') ?? names.join(', '),
    names,
    ms: number('lagMs') ?? number('elapsedMs') ?? 0,
    n: number('n') ?? 1,
    place: text('place'),
    at,
    path: pathOf(what, text('signOutId') ?? text('batchId') ?? ''),
  }
}

function pathOf(what: ToldKind, id: string): string {
  switch (what) {
    case 'sign-out-confirmed':
      return `/sign-outs/${id}/receipt`
    case 'new-sign-in':
      return '/devices'
    case 'secure-account':
      return '/settings/security'
    case 'overdue-members':
      return '/admin/live?mark=overdue'
    default:
      return `/sign-outs/${id}`
  }
}
