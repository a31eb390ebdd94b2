import { mayEnter, type Area, type Viewer } from '#domain/access.ts'
import type { NavIconName } from '#app/_components/icon.tsx'

/** The pages for administrators, in the order of the rail. */
export type AdminRoom = {
  readonly href: string
  readonly icon: NavIconName
  readonly name: 'live' | 'members' | 'adminDevices' | 'audit' | 'policy'
}
const ROOMS: readonly (AdminRoom & { readonly area: Area })[] = [
  { href: '/admin/live', icon: 'live', name: 'live', area: 'sign-outs' },
  { href: '/admin/members', icon: 'members', name: 'members', area: 'members' },
  { href: '/admin/devices', icon: 'devices', name: 'adminDevices', area: 'devices' },
  { href: '/admin/audit', icon: 'audit', name: 'audit', area: 'audit' },
  { href: '/admin/policy', icon: 'policy', name: 'policy', area: 'policy' },
]

/** Those that this viewer may enter; none for a member without a role. */
export function roomsOf(viewer: Pick<Viewer, 'roles' | 'scope'>): readonly AdminRoom[] {
  return ROOMS.filter(({ area }) => mayEnter(viewer, area)).map(({ href, icon, name }) => ({ href, icon, name }))
}
