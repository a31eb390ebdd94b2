import { rfc3339 } from '#domain/ids.ts'
import { placeCode } from '#domain/place.ts'
import { showUserCode, type Link } from '#domain/link.ts'
import { requireOrg } from '../commands/org.ts'
import { placesShown } from '../commands/places.ts'
import type { Ports } from '../commands/ports.ts'

/** A request to link a device, as its approver sees it: who asks, from where, since when, and the places. Never the number. */
export async function linkShown(ports: Ports, link: Link) {
  const { id, userCode, state, claim, ip, createdAt, expiresAt, memberId } = link
  const { name, kind, os, model } = claim
  return {
    id,
    state,
    ip,
    place: placeCode(ports.places.of(ip)),
    userCode: showUserCode(userCode),
    device: { name, kind, os, model },
    createdAt: rfc3339(createdAt),
    expiresAt: rfc3339(expiresAt),
    places: await placesOf(ports, memberId),
  }
}

async function placesOf(ports: Ports, memberId: string | null) {
  const { read } = ports.store
  const { policy } = await requireOrg(read.org)
  if (memberId === null) return { limit: policy.limit, used: 0, sessions: [] }
  const [active, holding] = await Promise.all([
    read.sessions.activeOf(memberId),
    read.links.holdingOf(memberId, ports.clock.now()),
  ])
  const sessions = await placesShown(read.devices, active)
  return { limit: policy.limit, used: active.length + holding.length, sessions }
}
