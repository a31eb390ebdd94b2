import { beforeAll, describe, expect, it } from 'vitest'
import { addMember, servedOwner, signOut } from '#tests/faults/scene.ts'
import { api } from '#tests/support/api.ts'
import { createKey } from '#tests/support/keys.ts'
import { owner } from '#tests/support/server.ts'
import { signInDevice } from '#tests/support/test-device.ts'
import { rows } from '#tests/faults/store-file.ts'

/** What a stolen store opens, and what hostile names do to those who read them (quality.md, F16, G9). */
const { server, phone } = await servedOwner()

/** Every text in the store: each column's value, and each text inside of its JSON. */
function everyText(): Set<string> {
  const texts = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value === 'string') {
      texts.add(value)
      if (/^[[{]/.test(value)) collect(JSON.parse(value))
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect)
  }
  const tables = rows(server.dataDir, "SELECT name FROM sqlite_schema WHERE type = 'table'")
  for (const { name } of tables) rows(server.dataDir, `SELECT * FROM "${String(name)}"`).forEach(collect)
  return texts
}

it('[F16] no value of the store is a bearer, a cookie, an invitation or a device code', async () => {
  const { token } = phone
  await phone.http.post('/api/v1/admin/members', { name: 'Open', email: 'open@example.com' }, { token })
  const laptop = await signInDevice(server.url, owner)
  await signOut(phone, { sessions: [laptop.sessionId], keepRecords: true }, { 'idempotency-key': 'once' })
  await laptop.signInAgain()
  const form = new URLSearchParams({
    client_id: 'signoff-device',
    device_name: 'New',
    device_kind: 'desktop',
    device_os: 'linux',
    install_id: 'x',
    device_key: JSON.stringify(laptop.key.publicKey),
  })
  const linking = await api(server.url).post<{ device_code: string }>('/oauth/device_authorization', form)
  const texts = everyText()
  expect(texts.size).toBeGreaterThan(100)
  for (const secret of [token, laptop.token, linking.body.device_code]) expect(texts.has(secret)).toBe(false)
  const http = api(server.url)
  const sendable = [...texts].filter((text) => /^[\x21-\x7e]{1,400}$/.test(text))
  for (const text of sendable) {
    expect((await http.get('/api/v1/me', { headers: { authorization: `Bearer ${text}` } })).status, text).toBe(401)
    const cookie = `signoff.session=${encodeURIComponent(text)}`
    expect((await http.get('/api/v1/me', { headers: { cookie } })).status, text).toBe(401)
  }
  const opaque = sendable.filter((text) => /^[\w-]{20,100}$/.test(text))
  for (const text of opaque) {
    const accepted = await http.post('/api/v1/invitations/accept', { token: text, password: 'a long new password' })
    expect(accepted.status, text).toBe(404)
    const grant = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: text }
    const redeemed = await http.post<{ error: string }>('/oauth/token', new URLSearchParams(grant))
    expect([redeemed.status, redeemed.body.error], text).toEqual([
      400,
      expect.stringMatching(/invalid_grant|expired_token|slow_down/),
    ])
  }
})

const HOSTILE = [
  'a\n{"level":60,"time":"2026-01-01T00:00:00.000Z","msg":"forged","url":"http://evil.example"}',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007',
  'gpj.\u202eexe',
  'mark\u061c',
  "=cmd|'/C calc'!A0",
  '+1+1',
  '@SUM(1)',
  '-2',
  '\t=1',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '\u0000nul',
  '\ud800 lone',
  'x'.repeat(64),
]

describe('[G9] hostile device names', () => {
  const names: string[] = []
  beforeAll(async () => {
    for (const name of HOSTILE) {
      const { publicKey } = await createKey()
      const device = { ...phone.claim, name, installId: 'g9', publicKey }
      const came = await api(server.url).post<{ device: { name: string } }>('/api/v1/sign-in', { ...owner, device })
      if (came.status === 201) names.push(came.body.device.name)
      const path = `/api/v1/devices/${phone.id}`
      const { body } = await phone.http.patch<{ name?: string }>(path, { name }, { token: phone.token })
      if (body.name !== undefined) names.push(body.name)
    }
  })

  it('become one line of visible text, at most 64 characters', () => {
    expect(names.length).toBeGreaterThanOrEqual(10)
    for (const name of names) {
      expect(name).toMatch(/^[^\p{Cc}\p{Bidi_Control}]*$/u)
      expect([...name].length).toBeLessThanOrEqual(64)
      expect(name.isWellFormed()).toBe(true)
    }
  })

  it('are what they are in JSON, and forge no line of the log', async () => {
    const list = await phone.http.get('/api/v1/devices', { token: phone.token })
    expect(list.headers.get('content-type')).toMatch(/^application\/json/)
    expect(list.headers.get('x-content-type-options')).toBe('nosniff')
    expect(server.output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/)
    for (const line of server.output.split('\n').filter((text) => text.includes('"level"')))
      expect(() => JSON.parse(line) as unknown).not.toThrow()
    expect(server.logs.filter(({ msg }) => msg === 'forged')).toEqual([])
  })

  it('are no formula in the audit’s CSV', async () => {
    await addMember(phone, '=HYPERLINK("http://evil.example")')
    const exported = await phone.http.get<string>('/api/v1/admin/audit/export?format=csv', { token: phone.token })
    expect(exported.status).toBe(200)
    const cells = [...exported.body.matchAll(/(?:^|,|\n)("(?:[^"]|"")*"|[^,\n]*)/g)].map(([, cell = '']) =>
      cell.replace(/^"|"$/g, '').replaceAll('""', '"'),
    )
    expect(cells.length).toBeGreaterThan(50)
    expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell) || /^-\D/.test(cell))).toEqual([])
  })
})
