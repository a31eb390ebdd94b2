import { randomUUID } from 'node:crypto'
import { createDeviceClient, memoryVault, newKeyPair, webCryptoKeys, type DeviceClient } from '#device/client/index.ts'
import { DEMO_PASSWORD, DEPARTMENTS, MEMBERS, type DemoMember } from './company.ts'

type Created = { readonly member: { readonly id: string }; readonly invitation: { readonly token: string } }

/** Fills the company through the API, as an owner would: departments, members, and each one's password by their invitation. */
export async function setUpCompany(url: string): Promise<void> {
  const owner = MEMBERS.find(({ role }) => role === 'owner')
  if (owner === undefined) throw new Error('the demo has no owner')
  const client = await signInOwner(url, owner)
  const ids = new Map<string, string>()
  for (const [key, name] of Object.entries(DEPARTMENTS)) {
    const { id } = await client.http.call<{ id: string }>('POST', '/api/v1/admin/departments', { name })
    ids.set(key, id)
  }
  for (const member of MEMBERS) if (member !== owner) await createMember(client, member, ids.get(member.department))
  await signOutOwner(client)
}

async function createMember(
  { http }: DeviceClient,
  member: DemoMember,
  departmentId: string | undefined,
): Promise<void> {
  const { name, email, role, handlesCustomers = false } = member
  const body = { name, email, departmentId, roles: role === undefined ? [] : [role], handlesCustomers }
  const { invitation } = await http.call<Created>('POST', '/api/v1/admin/members', body)
  await http.call('POST', '/api/v1/invitations/accept', { token: invitation.token, password: DEMO_PASSWORD })
}

async function signInOwner(url: string, { email }: DemoMember): Promise<DeviceClient> {
  const keys = webCryptoKeys(await newKeyPair())
  const client = createDeviceClient({
    url,
    keys,
    vault: memoryVault(),
    credentials: 'token',
    cleaner: {
      clean: async () => ({
        result: 'done',
        bytesFreed: 0,
        filesRemoved: 0,
        processesEnded: 0,
        steps: [],
        leftovers: { processes: 0, files: 0, memoryBytes: 0 },
      }),
      finish: async () => {},
    },
  })
  const claim = { kind: 'desktop', os: 'other', name: 'Demo set-up', installId: randomUUID() } as const
  await client.signIn({ ...claim, publicKey: await keys.publicKey() }, { email, password: DEMO_PASSWORD })
  return client
}

/** The set-up was a device like any other: it signs out and confirms. */
async function signOutOwner(client: DeviceClient): Promise<void> {
  await client.http.call('POST', '/api/v1/sign-outs', { scope: 'this', confirm: true, unbind: true })
  await client.start()
  await client.ended
}
