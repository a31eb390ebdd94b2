import { GUIDE_SCENES, type GuideScene } from '#domain/guide.ts'
import type { Measured } from '#domain/measured.ts'
import type { Policy } from '#domain/policy.ts'
import { roomsOf } from '#app/_frame/admin-rooms.ts'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

export type GuideData = {
  readonly measured: Readonly<Record<string, Measured>>
  readonly policy: Policy
  /** The administrators' pages that this member may open: a procedure of theirs starts there. */
  readonly rooms: ReadonlySet<string>
}

/** The scenario that a path names, or null. */
export function sceneOf(n: string): GuideScene | null {
  return GUIDE_SCENES.find((scene) => String(scene) === n) ?? null
}

/** The index has words alone. */
export async function readGuideIndex(): Promise<void> {
  await requireViewer('/guide')
}

/** What was measured here, and what the policy says beside the guide. */
export async function readGuide(scene: GuideScene): Promise<GuideData> {
  const viewer = await requireViewer(`/guide/${scene}`)
  const { queries } = runtime()
  const [measured, me] = await Promise.all([queries.measured(), queries.me(viewer)])
  // Only the owner closes the company (guide statement I7).
  const owners = viewer.roles.includes('owner') ? ['/admin/deregister'] : []
  return { measured, policy: me.policy, rooms: new Set([...roomsOf(viewer).map(({ href }) => href), ...owners]) }
}
