import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Handset, World } from './world.ts'

export const REASON = 'because the history says so'

/** One of the member's sign-outs; where `undecided`, one that waits for its original if there is any. */
export async function aSignOut(world: World, i: number, undecided = false): Promise<SignOut | null> {
  const { items } = await world.ports.store.read.signOuts.list({ memberId: world.memberId, limit: 100 })
  const waiting = undecided ? items.filter(({ state }) => state === 'awaiting-original' || state === 'declined') : []
  const among = waiting.length > 0 ? waiting : items
  return among[i % Math.max(1, among.length)] ?? null
}

export const ownerOf = (world: World, signOut: SignOut): Handset | undefined =>
  world.handsets.find(({ deviceId }) => deviceId === signOut.deviceId)
export const reporterOf = ({ sessionId, deviceId, memberId }: SignOut) => ({ sessionId, deviceId, memberId })

/** Access of these has ended, and the world was told so. */
export function noteAnswered(world: World, signOuts: readonly SignOut[]): void {
  for (const { id, sessionId } of signOuts) {
    world.journal.answered.add(id)
    world.journal.ended.add(sessionId)
  }
}
