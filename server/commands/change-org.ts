import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { DepartmentId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Department } from '#domain/member.ts'
import type { Policy } from '#domain/policy.ts'
import type { Org } from '#domain/store.ts'
import { adminActor } from './actor.ts'
import { requireStepUp } from './authorise.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** What came after the contract was written may be left out, and stays as it is. */
type Later = 'alertAdmins' | 'adminAuthenticator'
export type PolicyAsk = Omit<Policy, Later> & { readonly [K in Later]?: Policy[K] | undefined }

/** Replaces the policy when the caller saw its present version. Throws `step_up_required`, `precondition_failed {policy}` with the current one. */
export async function setPolicy(ports: Ports, viewer: Viewer, version: number, asked: PolicyAsk): Promise<Org> {
  requireStepUp(viewer, ports.clock.now())
  const org = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const before = await requireOrg(tx.org)
    if (before.policyVersion !== version)
      throw new DomainError('precondition_failed', { policy: before.policy, version: before.policyVersion })
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))
    const policy = { ...before.policy, ...given }
    const next = { policy, policyVersion: before.policyVersion + 1 }
    await tx.org.update(next)
    await tx.log.append(
      ORG_STREAM,
      [{ type: 'policy.changed', data: { from: before.policy, to: policy, by: adminActor(viewer) } }],
      ports.clock.now(),
    )
    return { ...before, ...next }
  })
  ports.bell.ring(ORG_STREAM)
  return org
}

/** Adds a department. Throws `name_taken` beside its siblings, `invalid` for an unknown parent. */
export async function createDepartment(
  ports: Ports,
  viewer: Viewer,
  name: string,
  parentId: DepartmentId | null,
): Promise<Department> {
  const department = await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const all = await tx.members.departments()
    if (parentId !== null && !all.some((other) => other.id === parentId))
      throw new DomainError('invalid', { errors: [{ field: 'parentId', code: 'unknown' }] })
    if (all.some((other) => other.parentId === parentId && other.name === name))
      throw new DomainError('name_taken', { errors: [{ field: 'name', code: 'taken' }] })
    const created = { id: ports.random.id('department'), name, parentId }
    await tx.members.insertDepartment(created)
    await tx.log.append(
      ORG_STREAM,
      [{ type: 'department.created', data: { ...created, by: adminActor(viewer) } }],
      ports.clock.now(),
    )
    return created
  })
  ports.bell.ring(ORG_STREAM)
  return department
}
