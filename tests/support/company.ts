import { api } from './api.ts'
import { owner } from './server.ts'
import { signInDevice, testDevice, deviceClaimOf, type Credentials, type TestDevice } from './test-device.ts'
import { createKey } from './keys.ts'

export const PASSWORD = 'a long and dull sentence'

/** A member who has taken up their invitation. */
export interface TestMember extends Credentials {
  readonly id: string
}

/** Members of a company, made through the API as an owner does it. */
export interface Company {
  /** The owner's own device. Signing in counts as a step-up for five minutes. */
  readonly owner: TestDevice
  member(name: string, body?: Record<string, unknown>): Promise<TestMember>
  department(name: string, parentId?: string): Promise<string>
  /** Signs one of a member's devices in. */
  device(who: Credentials, change?: Record<string, unknown>): Promise<TestDevice>
  /** Links a new device of the original's member, by its code and number. */
  linked(original: TestDevice, name: string): Promise<TestDevice>
}

export async function company(url: string): Promise<Company> {
  const ownDevice = await signInDevice(url, owner, { name: 'Owner laptop' })
  const http = api(url)
  let made = 0
  return {
    owner: ownDevice,
    async member(name, body = {}) {
      const email = `member-${(made += 1)}@example.com`
      const created = await http.post<{ member: { id: string }; invitation: { token: string } }>(
        '/api/v1/admin/members',
        { name, email, ...body },
        { token: ownDevice.token },
      )
      if (created.status !== 201) throw new Error(`creating a member answered ${created.status}`)
      await http.post('/api/v1/invitations/accept', { token: created.body.invitation.token, password: PASSWORD })
      return { id: created.body.member.id, email, password: PASSWORD }
    },
    async department(name, parentId) {
      const created = await http.post<{ id: string }>(
        '/api/v1/admin/departments',
        { name, ...(parentId === undefined ? {} : { parentId }) },
        { token: ownDevice.token },
      )
      return created.body.id
    },
    device: (who, change) => signInDevice(url, who, change),
    linked: (original, name) => link(url, original, name),
  }
}

/** What a link that has begun tells the new device. */
export interface Begun {
  device_code: string
  user_code: string
  check_number: string
}

export async function beginLink(url: string, claim: Record<string, unknown>): Promise<Begun> {
  const form = new URLSearchParams({
    client_id: 'signoff-device',
    device_name: String(claim['name']),
    device_kind: String(claim['kind']),
    device_os: String(claim['os']),
    install_id: String(claim['installId']),
    device_key: JSON.stringify(claim['publicKey']),
  })
  return (await api(url).post<Begun>('/oauth/device_authorization', form)).body
}

export function pollLink(url: string, code: string, more: Record<string, string> = {}) {
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: code, ...more }
  return api(url).post<Record<string, string>>('/oauth/token', new URLSearchParams(form))
}

async function link(url: string, original: TestDevice, name: string): Promise<TestDevice> {
  const key = await createKey()
  const claim = deviceClaimOf(key, { name })
  const begun = await beginLink(url, claim)
  const approved = await original.http.post(
    `/api/v1/links/${begun.user_code}/approve`,
    { checkNumber: begun.check_number },
    { token: original.token },
  )
  if (approved.status !== 200) throw new Error(`approving answered ${JSON.stringify(approved.body)}`)
  const {
    access_token: token = '',
    device_id: id = '',
    session_id: sessionId = '',
  } = (await pollLink(url, begun.device_code)).body
  const signedIn = {
    token,
    device: { id, name },
    session: { id: sessionId },
    member: { id: original.memberId, name: '', roles: [] },
  }
  return testDevice(url, { email: '', password: '' }, key, claim, signedIn)
}
