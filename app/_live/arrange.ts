import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { Shown } from './reduce.ts'

/** Which row stands in which section, by id: devices first, then sign-outs. */
export type Arrangement = {
  readonly others: readonly string[]
  readonly leaving: readonly string[]
  readonly left: readonly string[]
}

/**
 * The sections of the devices page. A sign-out that was being watched stays where it is when it is confirmed, marked, until the page is
 * left; overdue and declined ones stand on top.
 */
export function arrange({ list, signOuts }: Shown, before: Arrangement | null): Arrangement {
  const watched = new Set(before?.leaving)
  const active = list.devices.filter((device) => !device.current && device.session?.state === 'active')
  const others = active.toSorted(
    (a, b) => (b.session?.startedAt ?? '').localeCompare(a.session?.startedAt ?? '') || a.id.localeCompare(b.id),
  )
  const newest = signOuts.toSorted((a, b) => b.accessEndedAt.localeCompare(a.accessEndedAt) || a.id.localeCompare(b.id))
  const leaving = newest.filter(({ id, state }) => isOpen(state) || watched.has(id))
  const urgent = leaving.filter((s) => isOpen(s.state) && (s.overdue || s.state === 'declined' || s.state === 'failed'))
  const rest = leaving.filter((s) => !urgent.includes(s))
  return {
    others: others.map(({ id }) => id),
    leaving: [...urgent, ...rest].map(({ id }) => id),
    left: newest.filter((s) => !leaving.includes(s)).map(({ id }) => id),
  }
}

/** How many rows would come, go or move to another section: what the pill counts. */
export function movedRows(shown: Arrangement, next: Arrangement): number {
  const place = (a: Arrangement) =>
    new Map([
      ...a.others.map((id) => [id, 'others'] as const),
      ...a.leaving.map((id) => [id, 'leaving'] as const),
      ...a.left.map((id) => [id, 'left'] as const),
    ])
  const [from, to] = [place(shown), place(next)]
  const ids = new Set([...from.keys(), ...to.keys()])
  return [...ids].filter((id) => from.get(id) !== to.get(id)).length
}

/** Whether two arrangements show the same rows in the same order. */
export function sameArrangement(a: Arrangement, b: Arrangement): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
