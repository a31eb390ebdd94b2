import type { Session } from '#domain/session.ts'
import { requestSignOut } from '#server/commands/request-sign-out.ts'
import { viewer } from './callers.ts'
import type { Of } from './operation.ts'
import { noteAnswered } from './sign-outs.ts'
import type { World } from './world.ts'

export async function askSignOut(world: World, op: Of<'sign-out'>): Promise<void> {
  const by = await viewer(world, op.by)
  if (!by) return
  const latest = await world.ports.store.read.sessions.latestOf(world.memberId)
  const all = latest.toSorted((a, b) => rank(a) - rank(b))
  const target = all[op.target % Math.max(1, all.length)]
  const chosen = op.scope === null ? { sessions: target ? [target.id] : [] } : { scope: op.scope }
  const other = all.find(
    (session) => session.endedAt === null && session.bySelf && session.id !== target?.id && session.id !== by.sessionId,
  )
  const approver = op.approver === 'null' ? null : op.approver === 'other' ? other?.deviceId : undefined
  const asked = await requestSignOut(world.ports, by, {
    ...chosen,
    approver,
    unbind: op.unbind,
    ...(op.unbind ? {} : { keepRecords: op.keepRecords && op.scope !== null }),
  })
  noteAnswered(world, asked.signOuts)
}

/** Linked ones that are active first: they have the longest way to go. */
const rank = (session: Session) => (session.endedAt !== null ? 2 : session.originalDeviceId === null ? 1 : 0)
