import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Viewer } from '#domain/access.ts'
import { isDomainError } from '#domain/errors.ts'
import type { DeviceList } from '#protocol/device.ts'
import type { BatchView, LeftBehind, SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { requireViewer, whoCalls } from './viewer.ts'

export type SignOutsData = {
  readonly list: DeviceList
  readonly signOuts: readonly SignOutView[]
  /** What the reader's own leaving found open; null when nothing was. */
  readonly left: LeftBehind | null
  readonly band: readonly [number, number]
  readonly serverNow: number
}

/** One sign-out, or all of a batch (`bat_…`), once for one rendering. Foreign and unknown ids are the same 404. */
const signOutsOf = cache(async (viewer: Viewer, id: string): Promise<Pick<BatchView, 'signOuts' | 'left'>> => {
  const { queries } = runtime()
  if (id.startsWith('bat_')) return orNotFound(queries.batch(viewer, id))
  const one = await orNotFound(queries.signOut(viewer, id))
  const batch = await queries.batch(viewer, one.batchId).catch(() => null)
  return { signOuts: [one], left: batch?.left ?? [] }
})

/** Answers 404 where a viewer has no such sign-out. Whoever is no viewer is led away by the page itself. */
export async function refuseForeignSignOut(id: string): Promise<void> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer') await signOutsOf(caller.viewer, id)
}

/** What the lanes of a sign-out or a batch show. */
export async function readSignOuts(id: string): Promise<SignOutsData> {
  const viewer = await requireViewer(`/sign-outs/${id}`)
  const rt = runtime()
  const [{ signOuts, left }, list, me] = await Promise.all([
    signOutsOf(viewer, id),
    rt.queries.devices(viewer),
    rt.queries.me(viewer),
  ])
  const [low, high] = me.policy.lagBand
  return {
    list,
    signOuts,
    left: left.find(({ memberId }) => memberId === viewer.memberId) ?? null,
    band: [low, high],
    serverNow: rt.now(),
  }
}

/** One sign-out for its receipt, and who reads it. */
export async function readOwnSignOut(id: string): Promise<{ viewer: Viewer; signOut: SignOutView }> {
  const viewer = await requireViewer(`/sign-outs/${id}/receipt`)
  return { viewer, signOut: await orNotFound(runtime().queries.signOut(viewer, id)) }
}

async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') notFound()
    throw error
  }
}
