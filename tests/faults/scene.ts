import { afterAll } from 'vitest'
import { api, type ApiResponse, type Problem } from '#tests/support/api.ts'
import { owner, startServer, type ServerOptions, type TestServer } from '#tests/support/server.ts'
import { type Credentials, signInDevice, type TestDevice } from '#tests/support/test-device.ts'

/** What `GET /api/v1/sign-outs/{id}` answers, as far as faults look at it. */
export interface SeenSignOut {
  id: string
  sessionId: string
  state: string
  attempt: number
  overdue: boolean
  lagMs: number
  accessEndedAt: string
  receivedAt: string | null
  confirmedAt: string | null
  report: Record<string, unknown> | null
}

export interface Accepted {
  batch: { id: string }
  signOuts: SeenSignOut[]
}

/** Signs the owner in on a first device, and makes room for many more. */
export async function openCompany(url: string, limit = 100): Promise<TestDevice> {
  const first = await signInDevice(url, owner, { kind: 'phone', os: 'ios', name: 'iPhone' })
  await setPolicy(first, { limit })
  return first
}

/** A server whose owner has signed in, for one file of tests: `const { server, phone } = await servedOwner()` at its head. */
export async function servedOwner(options: ServerOptions = {}): Promise<{ server: TestServer; phone: TestDevice }> {
  const server = await startServer(options)
  afterAll(() => server.dispose())
  return { server, phone: await openCompany(server.url) }
}

/** Changes some of the policy; the session must have stepped up (signing in does). */
export async function setPolicy({ http, token }: TestDevice, change: Record<string, unknown>): Promise<void> {
  const seen = await http.get<Record<string, unknown>>('/api/v1/admin/policy', { token })
  const headers = { 'if-match': seen.headers.get('etag') ?? '' }
  const answer = await http.put('/api/v1/admin/policy', { ...seen.body, ...change }, { token, headers })
  if (answer.status !== 200) throw new Error(`the policy was not set: ${JSON.stringify(answer.body)}`)
}

/** Signs sessions out, with what else the body says. */
export function signOut(
  by: TestDevice,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<ApiResponse<Accepted & Problem>> {
  return by.http.post('/api/v1/sign-outs', { confirm: true, ...body }, { token: by.token, headers })
}

export async function readSignOut(by: TestDevice, id: string): Promise<SeenSignOut> {
  return (await by.http.get<SeenSignOut>(`/api/v1/sign-outs/${id}`, { token: by.token })).body
}

/** An invited member who has set a password. Roles need a caller who has stepped up. */
export async function addMember(
  by: TestDevice,
  name: string,
  roles: string[] = [],
): Promise<Credentials & { id: string }> {
  const email = `${name.toLowerCase().match(/\w+/g)?.join('.') ?? 'nobody'}@example.com`
  const password = `${name} has a long password`
  const invited = await by.http.post<{ member: { id: string }; invitation: { token: string } } & Problem>(
    '/api/v1/admin/members',
    { name, email, ...(roles.length > 0 ? { roles } : {}) },
    { token: by.token },
  )
  if (invited.status !== 201) throw new Error(`no member: ${JSON.stringify(invited.body)}`)
  const accepted = await by.http.post('/api/v1/invitations/accept', {
    token: invited.body.invitation.token,
    password,
  })
  if (accepted.status !== 201) throw new Error(`not accepted: ${JSON.stringify(accepted.body)}`)
  return { email, password, id: invited.body.member.id }
}

/** Moves the server's test clock. */
export async function advance(url: string, advanceMs: number): Promise<void> {
  const answer = await api(url).post('/api/test/clock', { advanceMs })
  if (answer.status !== 200) throw new Error(`the clock did not move: ${JSON.stringify(answer.body)}`)
}

/** The chains of the whole log, walked by the server. */
export async function verifiedLog(by: TestDevice): Promise<Record<string, unknown>> {
  return (await by.http.get<Record<string, unknown>>('/api/v1/admin/audit/verify', { token: by.token })).body
}

/** Numbers that repeat for the same seed (mulberry32), so that a failure can be run again. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
