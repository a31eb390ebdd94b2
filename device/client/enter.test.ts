import { expect, test } from 'vitest'
import { createHttp, type Fetch } from './http.ts'
import { startLink } from './link.ts'
import { Refused } from './problem.ts'
import { signIn } from './sign-in.ts'
import { testKeys } from './test/bench.ts'

const claim = {
  kind: 'desktop',
  os: 'linux',
  name: 'box',
  installId: 'i',
  publicKey: await testKeys.publicKey(),
} as const

type Said = { readonly path: string; readonly body: string }

/** Answers one request after the other, and keeps what was said. */
function script(answers: readonly (object | 'no answer')[], said: Said[]): ReturnType<typeof createHttp> {
  const left = [...answers]
  const fetch: Fetch = async (url, init) => {
    const body = init.body instanceof URLSearchParams ? init.body.toString() : String(init.body as string)
    said.push({ path: new URL(url).pathname, body })
    const answer = left.shift()
    if (answer === undefined || answer === 'no answer') throw new TypeError('connection refused')
    const status = 'status' in answer ? Number(answer.status) : 'error' in answer ? 400 : 200
    return new Response(JSON.stringify(answer), { status })
  }
  return createHttp({ url: 'http://signoff.test', token: async () => null, fetch })
}

const payloadOf = (jws: string) => Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()

test('a key that the member has proves itself over the challenge', async () => {
  const said: Said[] = []
  const session = { token: 't', member: { id: 'mem' }, device: { id: 'dev' }, session: { id: 'ses' }, pending: [] }
  const http = script([{ status: 422, code: 'proof_required', challenge: 'c-1' }, session], said)
  const signedIn = await signIn(http, testKeys, claim, { email: 'a@example.com', password: 'p' })
  expect(signedIn).toMatchObject({ token: 't', sessionId: 'ses', deviceId: 'dev', memberId: 'mem' })
  const { proof } = JSON.parse(said[1]?.body ?? '{}') as { proof: string }
  expect(payloadOf(proof)).toBe('c-1')
})

test('a full house is a refusal with its sessions, and is not asked twice', async () => {
  const said: Said[] = []
  const http = script([{ status: 409, code: 'device_limit', limit: 5, sessions: [{ id: 'ses_1' }] }], said)
  const refused = signIn(http, testKeys, claim, { email: 'a@example.com', password: 'p' })
  await expect(refused).rejects.toMatchObject({ code: 'device_limit', data: { sessions: [{ id: 'ses_1' }] } })
  expect(said).toHaveLength(1)
})

const started = {
  device_code: 'dc',
  user_code: 'BCDF-GHJK',
  verification_uri: 'http://signoff.test/link/enter',
  verification_uri_complete: 'http://signoff.test/l#BCDFGHJK',
  expires_in: 300,
  interval: 2,
  check_number: '47',
}

/** Links with these answers of the token endpoint; resolves with the pauses it made, in milliseconds. */
async function link(answers: readonly (object | 'no answer')[]) {
  const said: Said[] = []
  const pauses: number[] = []
  const pause = async (ms: number) => void pauses.push(ms)
  const ports = { http: script([started, ...answers], said), keys: testKeys, pause, random: () => 0 }
  const opened = await startLink(ports, claim)
  const outcome = await opened.redeem(new AbortController().signal).catch((error: unknown) => error)
  return { opened, outcome, pauses, said }
}
const token = { access_token: 't', device_id: 'dev', session_id: 'ses', token_type: 'Bearer', expires_in: 1 }

test('[RFC 8628 3.5] polls at the interval, and slow_down adds five seconds for good', async () => {
  const pending = { error: 'authorization_pending' }
  const { outcome, pauses, said, opened } = await link([pending, { error: 'slow_down' }, pending, token])
  expect(outcome).toMatchObject({ token: 't', sessionId: 'ses', deviceId: 'dev' })
  expect(pauses).toEqual([2_000, 2_000, 7_000, 7_000])
  expect(opened).toMatchObject({ userCode: 'BCDF-GHJK', checkNumber: '47' })
  const form = new URLSearchParams(said.at(-1)?.body)
  expect(form.get('device_code')).toBe('dc')
  expect(payloadOf(form.get('device_proof') ?? '')).toBe('dc')
})

test('a lost connection backs off and goes on', async () => {
  const { outcome, pauses } = await link(['no answer', 'no answer', token])
  expect(outcome).toMatchObject({ token: 't' })
  expect(pauses[2] ?? 0).toBeGreaterThan(pauses[1] ?? 0)
})

test.each(['access_denied', 'expired_token', 'invalid_grant'])('%s ends the waiting', async (error) => {
  const { outcome } = await link([{ error }])
  expect(outcome).toBeInstanceOf(Refused)
  expect(outcome).toMatchObject({ code: error })
})

test('a page of a proxy in between is no answer of ours', async () => {
  const html: Fetch = async () => new Response('<html>502</html>', { status: 502 })
  const http = createHttp({ url: 'http://signoff.test', token: async () => null, fetch: html })
  await expect(http.call('GET', '/api/v1/me')).rejects.toThrow('not an answer of Signoff (502)')
})
