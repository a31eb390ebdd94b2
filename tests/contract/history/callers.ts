import type { Viewer } from '#domain/access.ts'
import { whoHolds, type Caller } from '#server/queries/caller.ts'
import type { Handset, World } from './world.ts'

export const handset = (world: World, i: number): Handset => world.handsets[i] ?? fail('no such handset')
export function fail(why: string): never {
  throw new Error(why)
}

async function caller(world: World, i: number): Promise<Caller> {
  const { token } = handset(world, i)
  const ended = new Set(world.journal.ended)
  const found: Caller = token === null ? { kind: 'none' } : await whoHolds(world.ports, token)
  if (found.kind === 'active' && ended.has(found.session.id))
    fail(`I1: ${found.session.id} was let in after its sign-out was answered`)
  return found
}

/** Who a device is to the product at this moment, or null when it has no access. */
export async function viewer(world: World, i: number): Promise<Viewer | null> {
  const found = await caller(world, i)
  return found.kind === 'active' ? found.viewer : null
}

export async function activeSession(world: World, i: number | null): Promise<string | undefined> {
  if (i === null) return undefined
  return (await world.ports.store.read.sessions.activeOf(world.memberId))[i]?.id
}
