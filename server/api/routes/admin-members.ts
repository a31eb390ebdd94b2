import type { Action } from '#domain/access.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import {
  adminDevicePage,
  adminDeviceQuery,
  adminMember,
  adminMemberDetail,
  adminMemberPage,
  importQuery,
  invited,
  memberActed,
  memberBody,
  memberChange,
  memberQuery,
  membersImported,
  passwordLink,
  reasonBody,
} from '#protocol/admin.ts'
import { authoriseOn, requireStepUp } from '../../commands/authorise.ts'
import { changeMember, reinstateMember, removeMember, suspendMember } from '../../commands/change-member.ts'
import { createMember } from '../../commands/create-member.ts'
import { givePasswordLink } from '../../commands/give-password-link.ts'
import { importMembers } from '../../commands/import-members.ts'
import { readMemberTable } from '../member-table.ts'
import { requireOrg } from '../../commands/org.ts'
import type { Ports } from '../../commands/ports.ts'
import { adminMemberShown, getMember, listAllDevices, listMembers } from '../../queries/admin.ts'
import { signOutViews } from '../../queries/sign-out-view.ts'
import type { AdminCaller } from '../authenticate.ts'
import { fieldWords } from '../field-words.ts'
import { created, ok, type Reply } from '../reply.ts'
import { admin, type Route } from '../route.ts'

const tag = 'Members'
const acting = ['not_found', 'forbidden', 'step_up_required'] as const

/** Members and everybody's devices, for administrators (protocol.md, part 8). */
export const adminMemberRoutes: readonly Route[] = [
  admin('members', {
    method: 'get',
    path: '/api/v1/admin/members',
    name: 'listMembers',
    scope: 'members:read',
    tag,
    summary: 'Members, found by name, pinyin or e-mail',
    query: memberQuery,
    answer: adminMemberPage,
    refusals: ['not_found'],
    run: async ({ ports, caller, query }) => ok(await listMembers(ports, caller.viewer, query())),
  }),
  admin('members-edit', {
    method: 'post',
    path: '/api/v1/admin/members',
    name: 'createMember',
    scope: 'members:write',
    tag,
    summary: 'Adds a member; the invitation is shown once',
    body: memberBody,
    status: 201,
    answer: invited,
    refusals: ['forbidden', 'step_up_required', 'email_taken'],
    async run({ ports, deps, caller, body }) {
      const { member, token, expiresAt } = await createMember(ports, caller.viewer, await body())
      return created({ member: adminMemberShown(member), invitation: invitation(deps.config.url, token, expiresAt) })
    },
  }),
  admin('members-edit', {
    method: 'post',
    path: '/api/v1/admin/members/import',
    name: 'importMembers',
    scope: 'members:write',
    tag,
    summary: 'Adds the members of a CSV file, all or none; with `dryRun=1` it only checks',
    csv: 'Columns: name, email, and if wanted department (a name or id), handlesCustomers, custom.NAME. At most 2,000 rows.',
    query: importQuery,
    answer: membersImported,
    refusals: ['unsupported_media_type'],
    async run({ ports, deps, caller, locale, query, bytes }) {
      const { rows, valid, errors, invited } = await importMembers(
        ports,
        caller.viewer,
        readMemberTable(await bytes()),
        query().dryRun === '1',
      )
      return ok({
        rows,
        valid,
        errors: errors.map((error) => ({ ...error, detail: fieldWords(error.code, locale) })),
        invited: invited.map(({ member: { id, name, email }, token, expiresAt }) => ({
          member: { id, name, email },
          invitation: invitation(deps.config.url, token, expiresAt),
        })),
      })
    },
  }),
  admin('members', {
    method: 'get',
    path: '/api/v1/admin/members/{id}',
    name: 'getMember',
    scope: 'members:read',
    tag,
    summary: 'One member, with devices and sign-outs',
    answer: adminMemberDetail,
    refusals: ['not_found'],
    run: async ({ ports, caller, id }) => ok(await getMember(ports, caller.viewer, id())),
  }),
  admin('members-run', {
    method: 'patch',
    path: '/api/v1/admin/members/{id}',
    name: 'changeMember',
    scope: 'members:write',
    tag,
    summary: 'Edits a member; roles need an owner and a step-up',
    body: memberChange,
    answer: adminMember,
    refusals: [...acting, 'last_admin'],
    async run({ ports, caller, id, body }) {
      await authorise(ports, caller, 'edit', id())
      return ok(adminMemberShown(await changeMember(ports, caller.viewer, id(), await body())))
    },
  }),
  admin('members-run', {
    method: 'post',
    path: '/api/v1/admin/members/{id}/suspend',
    name: 'suspendMember',
    scope: 'members:write',
    tag,
    signsOut: true,
    summary: 'Closes sign-in and ends every session by a sign-out, in one commit',
    body: reasonBody,
    answer: memberActed,
    refusals: [...acting, 'reason_required', 'last_admin'],
    async run({ ports, caller, id, body }) {
      await authorise(ports, caller, 'suspend', id())
      requireStepUp(caller.viewer, ports.clock.now())
      const { reason = '' } = await body()
      const { member, signOuts } = await suspendMember(ports, caller.viewer, id(), reason)
      return acted(ports, member, signOuts)
    },
  }),
  admin('members-run', {
    method: 'post',
    path: '/api/v1/admin/members/{id}/reinstate',
    name: 'reinstateMember',
    scope: 'members:write',
    tag,
    summary: 'Opens sign-in again; sessions that ended stay ended',
    answer: memberActed,
    refusals: ['not_found', 'forbidden', 'wrong_state'],
    run: async ({ ports, caller, id }) => acted(ports, await reinstateMember(ports, caller.viewer, id()), []),
  }),
  admin('members-run', {
    method: 'post',
    path: '/api/v1/admin/members/{id}/remove',
    name: 'removeMember',
    scope: 'members:write',
    tag,
    summary: 'Removes a suspended member; sign-outs and receipts stay',
    answer: memberActed,
    refusals: [...acting, 'disable_first', 'obligations_open', 'run_open'],
    run: async ({ ports, caller, id }) => acted(ports, await removeMember(ports, caller.viewer, id()), []),
  }),
  admin('members-edit', {
    method: 'post',
    path: '/api/v1/admin/members/{id}/password-link',
    name: 'givePasswordLink',
    tag,
    summary: 'A link to set a new password, once: by mail, or without mail shown to hand over',
    body: reasonBody,
    status: 201,
    answer: passwordLink,
    refusals: [...acting, 'reason_required', 'wrong_state', 'rate_limited'],
    async run({ ports, deps, caller, id, body }) {
      await authorise(ports, caller, 'reset-password', id())
      requireStepUp(caller.viewer, ports.clock.now())
      const { reason = '' } = await body()
      const { token, expiresAt } = await givePasswordLink(ports, caller.viewer, id(), reason)
      const url = token === null ? null : `${deps.config.url}/sign-in/reset#token=${token}`
      return created({ url, expiresAt: rfc3339(expiresAt) })
    },
  }),
  admin('devices', {
    method: 'get',
    path: '/api/v1/admin/devices',
    name: 'listAllDevices',
    scope: 'members:read',
    tag,
    summary: "Everybody's devices",
    query: adminDeviceQuery,
    answer: adminDevicePage,
    refusals: ['not_found'],
    run: async ({ ports, caller, query }) => ok(await listAllDevices(ports, caller.viewer, query())),
  }),
]

async function authorise(ports: Ports, { viewer }: AdminCaller, action: Action, id: string): Promise<void> {
  const { policy } = await requireOrg(ports.store.read.org)
  await authoriseOn(ports.store.read.members, viewer, action, id, policy, ports.store.read.runs)
}

/** In the fragment: a secret in a path or query would lie in logs. */
function invitation(url: string, token: string, expiresAt: number) {
  return { url: `${url}/sign-in/invitation#token=${token}`, token, expiresAt: rfc3339(expiresAt) }
}

async function acted(ports: Ports, member: Member, signOuts: readonly SignOut[]): Promise<Reply> {
  return ok({ member: adminMemberShown(member), signOuts: await signOutViews(ports, signOuts) })
}
