import { DEVICE_KINDS, type DeviceKind } from '#domain/device.ts'
import { SIGN_OUT_STATES, type SignOutState } from '#domain/sign-out/sign-out.ts'

const MARKS = ['attention', 'overdue', 'unreachable'] as const
const ASKERS = ['member', 'admin', 'system'] as const

/** What the address of the live board says: the same names as `GET /api/v1/admin/live` takes. */
export type LiveFilters = {
  readonly state?: readonly SignOutState[] | undefined
  readonly mark?: (typeof MARKS)[number] | undefined
  readonly query?: string | undefined
  readonly kind?: DeviceKind | undefined
  readonly departmentId?: string | undefined
  readonly by?: (typeof ASKERS)[number] | undefined
  readonly minLagMs?: number | undefined
}
type Given = Readonly<Record<string, string | readonly string[] | undefined>>

/** Reads the address; what it does not know it leaves out, so that an old link still opens. */
export function filtersOf(given: Given): LiveFilters {
  const text = (name: string) => {
    const value = given[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : undefined
  }
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((value) => value === text(name))
  const states = text('state')?.split(',')
  const state = SIGN_OUT_STATES.filter((known) => states?.includes(known))
  const lag = Number(text('minLagMs'))
  return {
    state: state.length > 0 ? state : undefined,
    mark: one('mark', MARKS),
    query: text('query'),
    kind: one('kind', DEVICE_KINDS),
    departmentId: text('departmentId'),
    by: one('by', ASKERS),
    minLagMs: Number.isInteger(lag) && lag > 0 ? lag : undefined,
  }
}

/** The filters as a query, with its `?`; empty without any. */
export function apiQuery(filters: LiveFilters, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...filters, ...more }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
