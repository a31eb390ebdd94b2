import type { Viewer } from '#domain/access.ts'
import type { Ports } from '../commands/ports.ts'
import { linkShown } from './links.ts'

/** What asks this member to be linked and is not decided yet: a code is theirs once one of their devices has looked it up. */
export async function openLinks(ports: Ports, viewer: Viewer) {
  const links = await ports.store.read.links.openOf(viewer.memberId, ports.clock.now())
  return Promise.all(links.map((link) => linkShown(ports, link)))
}
