import { isOpen, SIGN_OUT_STATES, type SignOutState } from '#domain/sign-out/sign-out.ts'
import type { Ports } from '../commands/ports.ts'

export type Standing = { readonly open: ReadonlyMap<SignOutState, number>; readonly overdue: number }

/** How many sign-outs are open in the whole store, by state, and how many of them are overdue. Null before set-up. */
export async function standing(ports: Ports): Promise<Standing | null> {
  const { read } = ports.store
  const org = await read.org.get()
  if (org === null) return null
  const rows = await read.signOuts.openCounts(ports.clock.now() - org.policy.overdueAfterMs)
  const open = new Map(SIGN_OUT_STATES.filter((state) => isOpen(state)).map((state) => [state, 0]))
  for (const { state, count } of rows) open.set(state, count)
  return { open, overdue: rows.reduce((sum, row) => sum + row.overdue, 0) }
}
