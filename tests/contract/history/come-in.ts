import { approveLink, beginLink } from '#server/commands/link-device.ts'
import { redeemLink } from '#server/commands/redeem-link.ts'
import { signIn } from '#server/commands/sign-in.ts'
import { activeSession, handset, viewer } from './callers.ts'
import type { Of } from './operation.ts'
import { withProof, type World } from './world.ts'

export async function enter(world: World, op: Of<'sign-in'>): Promise<void> {
  const self = handset(world, op.device)
  const replace = await activeSession(world, op.replace)
  const ask = { email: world.email, password: 'password', device: self.claim, ip: null, replace }
  const admitted = await withProof(self.key, (proof) => signIn(world.ports, { ...ask, proof }))
  Object.assign(self, { token: admitted.token, deviceId: admitted.device.id })
}

export async function link(world: World, op: Of<'link'>): Promise<void> {
  const by = await viewer(world, op.by)
  const self = handset(world, op.device)
  if (!by) return
  const { deviceCode, link: begun } = await beginLink(world.ports, self.claim, null)
  const number = op.wrong ? 'no' : begun.checkNumber
  await approveLink(world.ports, by, begun.userCode, number, await activeSession(world, op.replace))
  if (op.fetch) await fetchToken(world, { deviceCode, device: op.device })
  else world.journal.unfetched.push({ deviceCode, device: op.device })
}

export async function fetchToken(
  world: World,
  { deviceCode, device: i }: { deviceCode: string; device: number },
): Promise<void> {
  const self = handset(world, i)
  const polled = await redeemLink(world.ports, deviceCode, self.key.sign(deviceCode), null)
  if (polled.ok) Object.assign(self, { token: polled.admitted.token, deviceId: polled.admitted.device.id })
}
