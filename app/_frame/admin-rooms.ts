import { mayEnter, type Area, type Viewer } from '#domain/access.ts'
import type { NavIconName } from '#app/_components/icon.tsx'

/** The pages for administrators, in the order of the rail. */
export type AdminRoom = {
  readonly href: string
  readonly icon: NavIconName
  /** Pages that are reached from this one. */
  readonly also?: readonly string[]
  readonly name:
    | 'live'
    | 'members'
    | 'adminDevices'
    | 'insights'
    | 'exits'
    | 'handover'
    | 'apps'
    | 'deregister'
    | 'audit'
    | 'policy'
}
const ROOMS: readonly (AdminRoom & { readonly area: Area })[] = [
  { href: '/admin/live', icon: 'live', name: 'live', area: 'sign-outs' },
  { href: '/admin/members', icon: 'members', name: 'members', area: 'members' },
  { href: '/admin/devices', icon: 'devices', name: 'adminDevices', area: 'devices' },
  { href: '/admin/insights', icon: 'insights', name: 'insights', area: 'sign-outs' },
  { href: '/admin/exits', icon: 'exits', name: 'exits', area: 'runs', also: ['/admin/templates'] },
  { href: '/admin/handover', icon: 'handover', name: 'handover', area: 'obligations' },
  { href: '/admin/apps', icon: 'apps', name: 'apps', area: 'obligations' },
  { href: '/admin/deregister', icon: 'closing', name: 'deregister', area: 'restored' },
  { href: '/admin/audit', icon: 'audit', name: 'audit', area: 'audit' },
  { href: '/admin/policy', icon: 'policy', name: 'policy', area: 'policy' },
]

/** Those that this viewer may enter; none for a member without a role. */
export function roomsOf(viewer: Pick<Viewer, 'roles' | 'scope'>): readonly AdminRoom[] {
  return ROOMS.filter(({ area }) => mayEnter(viewer, area)).map(({ area: _, ...room }) => room)
}
