import type { Directory } from '#device/browser/held-data.ts'
import type { PersonView } from '#protocol/directory.ts'

export type Department = Directory['departments'][number]
export type Section = { readonly id: string | null; readonly path: string; readonly people: readonly PersonView[] }

/** Colleagues by department, each with its path from the top; those without one come last. Pure. */
export function sectionsOf({ people, departments }: Directory): readonly Section[] {
  const byId = new Map(departments.map((department) => [department.id, department]))
  const known = (id: string | null) => (id !== null && byId.has(id) ? id : null)
  const groups = Map.groupBy(people, ({ departmentId }) => known(departmentId))
  const sections = [...groups].map(([id, members]) => ({ id, path: pathOf(id, byId), people: members }))
  return sections.toSorted((a, b) => Number(a.id === null) - Number(b.id === null) || a.path.localeCompare(b.path))
}

/** `Sales / South`; a circle of departments ends where it closes. */
function pathOf(id: string | null, byId: ReadonlyMap<string, Department>): string {
  const names: string[] = []
  const seen = new Set<string>()
  for (let at = id; at !== null && !seen.has(at);) {
    seen.add(at)
    const department = byId.get(at)
    if (department === undefined) break
    names.unshift(department.name)
    at = department.parentId
  }
  return names.join(' / ')
}

/** By name, full pinyin, initials or e-mail, in any part (ux.md, part 2, i18n). Pure. */
export function found(people: readonly PersonView[], wanted: string): readonly PersonView[] {
  const text = wanted.trim().toLowerCase()
  return text === '' ? people : people.filter(({ search }) => search.includes(text))
}
