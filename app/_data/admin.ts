import { notFound, redirect } from 'next/navigation'
import { mayEnter, type Area, type Viewer } from '#domain/access.ts'
import { isDomainError } from '#domain/errors.ts'
import type { Department } from '#domain/member.ts'
import { runtime } from '#server/running.ts'
import { requireViewer, whoCalls } from './viewer.ts'

/** Who opens a page for administrators. For anybody else there is nothing at this address: the page is hidden, not locked. */
export async function requireAdmin(path: string, area: Area): Promise<Viewer> {
  const viewer = await requireViewer(path)
  if (!mayEnter(viewer, area)) notFound()
  if (await runtime().queries.lacksAuthenticator(viewer)) redirect('/settings/security?required')
  return viewer
}

/**
 * For a layout above a page's skeleton: who has no right to this area is told so while the status can still say it. It lets nobody in; the
 * page asks `requireAdmin`.
 */
export async function refuseWithout(area: Area): Promise<void> {
  const caller = await whoCalls()
  if (caller.kind === 'viewer' && !mayEnter(caller.viewer, area)) notFound()
}

/** What a query finds, or the page's 404: for what does not exist and for what is outside the viewer's scope alike. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found
  } catch (error) {
    if (isDomainError(error) && (error.code === 'not_found' || error.code === 'invalid')) notFound()
    throw error
  }
}

/** The departments that this viewer may name, in order of their names. */
export async function departmentsOf(viewer: Viewer): Promise<readonly Department[]> {
  const all = await runtime().queries.departments(viewer)
  return all.toSorted((a, b) => a.name.localeCompare(b.name))
}

/** How many rows a page of a list shows. */
export const PAGE_ROWS = 100
