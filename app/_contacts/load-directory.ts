import type { Directory } from '#device/browser/held-data.ts'
import type { DirectoryPage, PersonView } from '#protocol/directory.ts'
import { call } from '#app/_live/call.ts'

const PAGE = 200

/** The whole directory from the server, page by page; null when it did not come. `asOf` is the server's clock. */
export async function loadDirectory(asOf: () => number): Promise<Directory | null> {
  const departments = call<{ items: Directory['departments'] }>('GET', '/api/v1/directory/departments')
  const people: PersonView[] = []
  for (let after = ''; ;) {
    const page = await call<DirectoryPage>('GET', `/api/v1/directory?limit=${PAGE}${after}`)
    if (!page.ok) return null
    people.push(...page.body.items)
    if (page.body.nextCursor === null) break
    after = `&cursor=${encodeURIComponent(page.body.nextCursor)}`
  }
  const known = await departments
  return known.ok ? { people, departments: known.body.items, asOf: asOf() } : null
}
