import { departmentTree, type Department } from '#domain/member.ts'
import { DomainError } from '#domain/errors.ts'
import type { Ports } from '../commands/ports.ts'

type DirectoryAsk = {
  readonly query?: string | undefined
  readonly departmentId?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Colleagues as every member sees them: only who is active, and nothing of roles or states (issue 4, 1). */
export async function listDirectory(ports: Ports, { departmentId, ...ask }: DirectoryAsk) {
  const { members } = ports.store.read
  const departments = departmentId === undefined ? undefined : treeOf(departmentId, await members.departments())
  const page = await members.list({ ...ask, state: 'active', departments })
  return {
    items: page.items.map(({ id, name, email, departmentId: of, customFields }) => ({
      id,
      name,
      email,
      departmentId: of,
      customFields,
      search: ports.searchText({ name, email }),
    })),
    nextCursor: page.nextCursor,
    total: page.total,
  }
}

function treeOf(id: string, departments: readonly Department[]): ReadonlySet<string> {
  if (!departments.some((department) => department.id === id)) throw new DomainError('not_found')
  return departmentTree(id, departments)
}
