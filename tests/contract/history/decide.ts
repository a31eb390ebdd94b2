import {
  approveSignOut,
  declineSignOut,
  overrideSignOut,
  remindOriginal,
  retrySignOut,
  waiveSignOut,
} from '#server/commands/advance-sign-out.ts'
import { reinstateMember, suspendMember } from '#server/commands/change-member.ts'
import { expireSessions } from '#server/commands/expire-sessions.ts'
import { forceSignOuts } from '#server/commands/force-sign-outs.ts'
import { viewer } from './callers.ts'
import type { Of } from './operation.ts'
import { aSignOut, noteAnswered, REASON } from './sign-outs.ts'
import type { World } from './world.ts'

export async function decide(world: World, op: Of<'approve' | 'decline' | 'retry' | 'remind'>): Promise<void> {
  const found = await aSignOut(world, op.target, true)
  const original = world.handsets.findIndex(
    ({ deviceId }) => deviceId !== null && deviceId === found?.original?.deviceId,
  )
  const by = await viewer(world, op.anyone || original === -1 ? op.by : original)
  if (!by || !found) return
  if (op.do === 'approve') await approveSignOut(world.ports, by, found.id)
  else if (op.do === 'decline') await declineSignOut(world.ports, by, found.id, REASON)
  else if (op.do === 'retry') await retrySignOut(world.ports, by, found.id)
  else await remindOriginal(world.ports, by, found.id)
}

export async function administer(
  world: World,
  op: Of<'force' | 'suspend' | 'expire' | 'override' | 'waive'>,
): Promise<void> {
  if (op.do === 'expire') return void (await expireSessions(world.ports))
  const admin = await world.admin()
  if (op.do === 'force')
    return void (await forceSignOuts(world.ports, admin, { members: [world.memberId], reason: REASON }, undefined))
  if (op.do === 'suspend') {
    const { signOuts } = await suspendMember(world.ports, admin, world.memberId, REASON)
    noteAnswered(world, signOuts)
    return void (await reinstateMember(world.ports, admin, world.memberId))
  }
  const found = await aSignOut(world, op.target, op.do === 'override')
  if (!found) return
  await (op.do === 'override' ? overrideSignOut : waiveSignOut)(world.ports, admin, found.id, REASON)
}
