import type { Viewer } from '#domain/access.ts'
import type { Device } from '#domain/device.ts'
import { rfc3339, type Instant, type MemberId } from '#domain/ids.ts'
import { placeCode } from '#domain/place.ts'
import { mayAnswerFor, type Session } from '#domain/session.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'

/** Ended devices stay on the list this long. */
const SHOWN_MS = 28 * 24 * 60 * 60_000

/** What a request may have read of the member already. The log's head, because it is older than the rest, only tells less than is true. */
type Known = { readonly limit: number; readonly head: number }

/** A member's devices with their newest sessions: the list page (protocol.md, part 3). */
export async function listDevices(
  ports: Ports,
  memberId: MemberId,
  viewer: Pick<Viewer, 'sessionId'> | null,
  known?: Known,
) {
  const { read } = ports.store
  const { limit, head } = known ?? (await lookUp(ports, memberId))
  const now = ports.clock.now()
  const [devices, sessions, holding] = await Promise.all([
    read.devices.ofMember(memberId),
    read.sessions.latestOf(memberId),
    read.links.holdingOf(memberId, now),
  ])
  const byDevice = new Map(sessions.map((session) => [session.deviceId, session]))
  const shown = devices.filter((device) => device.forgottenAt === null && isShown(byDevice.get(device.id), now))
  const used = sessions.filter((session) => session.endedAt === null).length + holding.length
  const current = viewer?.sessionId ?? null
  const online = await ports.presence.online(shown.map((device) => device.id))
  const asked = await askedOf(ports, memberId, sessions, viewer)
  const views = []
  for (const device of shown)
    views.push(await deviceView(ports, device, byDevice.get(device.id), devices, head, current, { online, asked }))
  return { head, limit, used, devices: views }
}

async function lookUp({ store: { read } }: Ports, memberId: MemberId): Promise<Known> {
  const { policy } = await requireOrg(read.org)
  return { limit: policy.limit, head: (await read.log.head(memberId)).seq }
}

function isShown(session: Session | undefined, now: Instant): boolean {
  return session !== undefined && (session.endedAt === null || now - session.endedAt <= SHOWN_MS)
}

/** The sessions that nobody has answered for yet and that the caller's may answer for: “Was this you?”. */
async function askedOf(
  { store: { read } }: Ports,
  memberId: MemberId,
  sessions: readonly Session[],
  viewer: Pick<Viewer, 'sessionId'> | null,
): Promise<ReadonlySet<string>> {
  const own = sessions.find(({ id }) => id === viewer?.sessionId)
  if (own === undefined) return new Set()
  const open = new Set((await read.notices.openQuestions(memberId)).map(({ data }) => data['sessionId']))
  const asked = sessions.filter((one) => one.endedAt === null && open.has(one.id) && mayAnswerFor(own, one))
  return new Set(asked.filter(({ originalDeviceId }) => originalDeviceId !== own.deviceId).map(({ id }) => id))
}

type Also = { readonly online?: ReadonlySet<string>; readonly asked?: ReadonlySet<string> }

/** One device as it is shown, to its member or to an admin. `also`: what was asked for many at once. */
export async function deviceView(
  ports: Ports,
  device: Device,
  session: Session | undefined,
  all: readonly Device[],
  head: number,
  current: string | null,
  also: Also = {},
) {
  const online = also.online ?? (await ports.presence.online([device.id]))
  const original =
    session?.originalDeviceId == null ? undefined : all.find((other) => other.id === session.originalDeviceId)
  const { id, name, kind, os, model, appVersion, installId, bound, shared, status } = device
  return {
    id,
    name,
    kind,
    os,
    model,
    appVersion,
    installId,
    bound,
    shared,
    status,
    linkedBy: original ? { id: original.id, name: original.name } : null,
    current: session !== undefined && session.id === current,
    online: online.has(id),
    lastSeenAt: rfc3339(newest(device, session, ports)),
    session: session
      ? {
          id: session.id,
          state: session.endedAt === null ? ('active' as const) : ('ended' as const),
          startedAt: rfc3339(session.startedAt),
          method: session.method,
          ip: session.ip,
          place: placeCode(ports.places.of(session.ip)),
        }
      : null,
    asks: session !== undefined && also.asked?.has(session.id) === true,
    behind: session && session.endedAt === null ? await behind(ports, session, head) : { entries: 0, ms: 0 },
  }
}

function newest(device: Device, session: Session | undefined, ports: Ports): Instant | null {
  const collected = session ? (ports.presence.lastAccepted(session.id) ?? 0) : 0
  return Math.max(device.lastSeenAt ?? 0, session?.lastSeenAt ?? 0, collected) || null
}

/** One device of a member, as `GET /devices` lists it. */
export async function oneDevice(ports: Ports, device: Device, current: string | null) {
  const { read } = ports.store
  const [head, all, sessions] = await Promise.all([
    read.log.head(device.memberId),
    read.devices.ofMember(device.memberId),
    read.sessions.latestOf(device.memberId),
  ])
  return deviceView(
    ports,
    device,
    sessions.find((session) => session.deviceId === device.id),
    all,
    head.seq,
    current,
  )
}

/** How far a device is behind the log, and for how long: the age of the first entry that it has not acknowledged. */
export async function behind(ports: Ports, session: Session, head: number): Promise<{ entries: number; ms: number }> {
  const entries = Math.max(0, head - session.ackedSeq)
  if (entries === 0) return { entries, ms: 0 }
  const first = await ports.store.read.log.one(session.memberId, session.ackedSeq + 1)
  return { entries, ms: first ? Math.max(0, ports.clock.now() - first.at) : 0 }
}
