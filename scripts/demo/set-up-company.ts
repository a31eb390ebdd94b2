import type { DeviceClient } from '#device/client/index.ts'
import { DEMO_PASSWORD, DEPARTMENTS, type DemoMember } from './company.ts'
import { LEAVERS, MEMBERS } from './members.ts'
import { leave, signInAs } from './own-device.ts'
import { setUpLeaving } from './set-up-leaving.ts'

type Created = { readonly member: { readonly id: string }; readonly invitation: { readonly token: string } }

/** Fills the company through the API, as an owner would: departments, members, each one's password by their invitation, and who leaves. */
export async function setUpCompany(url: string): Promise<void> {
  const owner = MEMBERS.find(({ role }) => role === 'owner')
  if (owner === undefined) throw new Error('the demo has no owner')
  const client = await signInAs(url, owner.email, { kind: 'desktop', os: 'other', name: 'Demo set-up' })
  const departments = new Map<string, string>()
  for (const [key, name] of Object.entries(DEPARTMENTS)) {
    const { id } = await client.http.call<{ id: string }>('POST', '/api/v1/admin/departments', { name })
    departments.set(key, id)
  }
  const ids = new Map<string, string>()
  for (const member of [...MEMBERS, ...LEAVERS])
    if (member !== owner) ids.set(member.email, await createMember(client, member, departments.get(member.department)))
  await setUpLeaving(url, client, ids)
  await leave(client)
}

/** Returns the new member's id. */
async function createMember(
  { http }: DeviceClient,
  member: DemoMember,
  departmentId: string | undefined,
): Promise<string> {
  const { name, email, role, handlesCustomers = false, customerLimit } = member
  const customFields = customerLimit === undefined ? {} : { 客户上限: String(customerLimit) }
  const body = { name, email, departmentId, roles: role === undefined ? [] : [role], handlesCustomers, customFields }
  const { member: created, invitation } = await http.call<Created>('POST', '/api/v1/admin/members', body)
  await http.call('POST', '/api/v1/invitations/accept', { token: invitation.token, password: DEMO_PASSWORD })
  return created.id
}
