import { DEVICE_KINDS, DEVICE_VIEWS, type DeviceKind } from '#domain/device.ts'
import type { Department } from '#domain/member.ts'
import type { AdminPages } from '#server/queries/admin-pages.ts'
import { runtime } from '#server/running.ts'
import { departmentsOf, orNotFound, PAGE_ROWS, requireAdmin } from './admin.ts'

export type DeviceFilters = {
  readonly query?: string | undefined
  readonly kind?: DeviceKind | undefined
  readonly departmentId?: string | undefined
  readonly view?: (typeof DEVICE_VIEWS)[number] | undefined
  readonly cursor?: string | undefined
}
export type DevicesOfAll = Awaited<ReturnType<AdminPages['allDevices']>>
export type AdminDevicesData = {
  readonly page: DevicesOfAll
  readonly departments: readonly Department[]
  readonly now: number
}

export function deviceFiltersOf(
  given: Readonly<Record<string, string | readonly string[] | undefined>>,
): DeviceFilters {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 500) : undefined
  }
  return {
    query: text('query')?.slice(0, 200),
    kind: DEVICE_KINDS.find((kind) => kind === text('kind')),
    departmentId: text('departmentId'),
    view: DEVICE_VIEWS.find((view) => view === text('view')),
    cursor: text('cursor'),
  }
}

/** One page of everybody's devices that this viewer may see. */
export async function readAllDevices(filters: DeviceFilters): Promise<AdminDevicesData> {
  const viewer = await requireAdmin('/admin/devices', 'devices')
  const rt = runtime()
  const [page, departments] = await Promise.all([
    orNotFound(rt.queries.allDevices(viewer, { ...filters, limit: PAGE_ROWS })),
    departmentsOf(viewer),
  ])
  return { page, departments, now: rt.now() }
}
