import { DomainError } from '#domain/errors.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Policy } from '#domain/policy.ts'
import { departmentBody, departmentPage, departmentView, restoredConfirm, restoredView } from '#protocol/admin.ts'
import { done } from '#protocol/device-channel.ts'
import { policyBody, policyView } from '#protocol/policy.ts'
import { requireStepUp } from '../../commands/authorise.ts'
import { createDepartment, setPolicy } from '../../commands/change-org.ts'
import { requireOrg } from '../../commands/org.ts'
import { confirmRestored, restoredList } from '../../commands/restore-store.ts'
import { adminMemberShown, listDepartments } from '../../queries/admin.ts'
import { created, ok, type Reply } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Organisation'

/** Departments, policy, and what an owner confirms after a restore (protocol.md, part 8). */
export const adminOrgRoutes: readonly Route[] = [
  admin('departments', {
    method: 'get',
    path: '/api/v1/admin/departments',
    name: 'listDepartments',
    scope: 'members:read',
    tag,
    summary: 'Departments that the caller may see',
    answer: departmentPage,
    async run({ ports, caller }) {
      const items = await listDepartments(ports, caller.viewer)
      return ok({ items, nextCursor: null, total: items.length })
    },
  }),
  admin('policy-edit', {
    method: 'post',
    path: '/api/v1/admin/departments',
    name: 'createDepartment',
    tag,
    summary: 'Adds a department',
    body: departmentBody,
    status: 201,
    answer: departmentView,
    refusals: ['name_taken'],
    async run({ ports, caller, body }) {
      const { name, parentId } = await body()
      return created(await createDepartment(ports, caller.viewer, name, parentId ?? null))
    },
  }),
  admin('policy', {
    method: 'get',
    path: '/api/v1/admin/policy',
    name: 'getPolicy',
    tag,
    summary: 'The policy; its ETag is for If-Match',
    answer: policyView,
    async run({ ports }) {
      const { policy, policyVersion } = await requireOrg(ports.store.read.org)
      return policyReply(policy, policyVersion)
    },
  }),
  admin('policy-edit', {
    method: 'put',
    path: '/api/v1/admin/policy',
    name: 'setPolicy',
    tag,
    summary: 'Replaces the policy that the caller has seen (If-Match)',
    body: policyBody,
    answer: policyView,
    refusals: ['step_up_required', 'precondition_required', 'precondition_failed'],
    async run({ ports, caller, headers, body }) {
      requireStepUp(caller.viewer, ports.clock.now())
      const match = headers.get('if-match')
      if (match === null) throw new DomainError('precondition_required')
      const policy = await body()
      const { policyVersion: present } = await requireOrg(ports.store.read.org)
      // Any other tag is of no version that ever was, so the command refuses it with the present one.
      const version = match.trim() === '*' ? present : Number(/^"(\d+)"$/.exec(match.trim())?.[1] ?? -1)
      const org = await setPolicy(ports, caller.viewer, version, policy)
      return policyReply(org.policy, org.policyVersion)
    },
  }),
  admin('restored', {
    method: 'get',
    path: '/api/v1/admin/restored',
    name: 'getRestored',
    tag,
    summary: 'Members, roles and suspensions as of the backup',
    answer: restoredView,
    refusals: ['not_found'],
    async run({ ports }) {
      const { asOf, members } = await restoredList(ports)
      return ok({ asOf: rfc3339(asOf), members: members.map(adminMemberShown) })
    },
  }),
  admin('restored', {
    method: 'post',
    path: '/api/v1/admin/restored',
    name: 'confirmRestored',
    tag,
    summary: 'Opens sign-in for everybody again',
    body: restoredConfirm,
    answer: done,
    refusals: ['not_found', 'step_up_required'],
    async run({ ports, caller, body }) {
      await restoredList(ports)
      requireStepUp(caller.viewer, ports.clock.now())
      await body()
      await confirmRestored(ports, caller.viewer)
      return ok({ ok: true })
    },
  }),
]

function policyReply(policy: Policy, version: number): Reply {
  return ok(policy, { etag: `"${version}"` })
}
