import { rfc3339 } from '#domain/ids.ts'
import type { Policy } from '#domain/policy.ts'
import { lagOf, marks } from '#domain/sign-out/marks.ts'
import type { Actor, SignOut } from '#domain/sign-out/sign-out.ts'
import type { Ports } from '../commands/ports.ts'
import { requireOrg } from '../commands/org.ts'

/**
 * A sign-out as every call answers it (protocol.md, part 4): stored facts, and the marks and the lag of this instant.
 * @param known the policy, where the request has read it already
 */
export async function signOutViews(ports: Ports, signOuts: readonly SignOut[], known?: Policy) {
  if (signOuts.length === 0) return []
  const { read } = ports.store
  const policy = known ?? (await requireOrg(read.org)).policy
  const devices = new Map(
    (await read.devices.many([...new Set(signOuts.map((s) => s.deviceId))])).map((device) => [device.id, device]),
  )
  const followers = Map.groupBy(
    await read.signOuts.followers(signOuts.map((s) => s.id)),
    (follower) => follower.signOutId,
  )
  const now = ports.clock.now()
  return signOuts.map((signOut) => {
    const device = devices.get(signOut.deviceId)
    const { id, name, kind, os } = device ?? {
      id: signOut.deviceId,
      name: '',
      kind: 'web' as const,
      os: 'other' as const,
    }
    const lastHeardAt = Math.max(signOut.lastAcceptedAt, device?.lastSeenAt ?? 0)
    return {
      ...facts(signOut),
      device: { id, name, kind, os },
      ...timing(signOut, lastHeardAt, policy, now),
      followers: (followers.get(signOut.id) ?? []).map(({ deviceId, name: followerName, syncedAt }) => ({
        deviceId,
        name: followerName,
        syncedAt: rfc3339(syncedAt),
        lagMs: syncedAt === null ? null : Math.max(0, syncedAt - signOut.accessEndedAt),
      })),
    }
  })
}

export type SignOutShown = Awaited<ReturnType<typeof signOutViews>>[number]

/** One sign-out as it is shown. */
export async function signOutView(ports: Ports, signOut: SignOut): Promise<SignOutShown> {
  const [view] = await signOutViews(ports, [signOut])
  if (!view) throw new Error(`sign-out ${signOut.id} has no view`)
  return view
}

/** As the browser that it ended may see it: its own sign-out, no other device, and nobody's name (protocol.md, parts 2 and 6). */
export function signOutForItsDevice(view: SignOutShown): SignOutShown {
  const { by, original } = view
  return {
    ...view,
    by: unnamed(by),
    original: original && { ...original, by: original.by && unnamed(original.by) },
    followers: [],
  }
}

function unnamed(actor: Actor): Actor {
  return { ...actor, id: null, name: null }
}

function facts(s: SignOut) {
  const { id, batchId, memberId, sessionId, by, reason, options, state, attempt, progress, report, original } = s
  return {
    id,
    batchId,
    memberId,
    sessionId,
    by,
    reason,
    options,
    state,
    attempt,
    progress,
    report,
    original: original === null ? null : { ...original, at: rfc3339(original.at) },
    signature: state === 'confirmed' ? ('verified' as const) : ('none' as const),
  }
}

function timing(s: SignOut, lastHeardAt: number, policy: Policy, now: number) {
  const confirmedAt = s.state === 'confirmed' ? s.confirmedAt : null
  const waivedAt = s.state === 'waived' ? s.waiver.at : null
  return {
    ...marks(s, lastHeardAt, policy, now),
    accessEndedAt: rfc3339(s.accessEndedAt),
    lastAcceptedAt: rfc3339(s.lastAcceptedAt),
    receivedAt: rfc3339(s.receivedAt),
    cleaningAt: rfc3339(s.cleaningAt),
    confirmedAt: rfc3339(confirmedAt),
    closedAt: rfc3339(confirmedAt ?? waivedAt),
    lagMs: lagOf(s, now),
  }
}
