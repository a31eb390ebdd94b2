import { createHash } from 'node:crypto'
import { mkdtempSync, openSync, readFileSync, rmSync, writeSync, closeSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { owner } from '#tests/support/server.ts'
import { type SignedIn, signInDevice, type TestDevice } from '#tests/support/test-device.ts'
import { runProgram, type Ran } from './programs.ts'
import { addMember, advance, readSignOut, servedOwner, signOut, verifiedLog } from './scene.ts'
import { rows } from './store-file.ts'

/** Backups, and what a restored one may not bring back (quality.md, B5, B7, B8). */
const folder = mkdtempSync(join(tmpdir(), 'signoff-restore-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const yesterday = join(folder, 'yesterday.db')
const { server, phone } = await servedOwner()
const member = await addMember(phone, 'Li Na')
const laptop = await signInDevice(server.url, member, { name: 'Laptop of Li Na' })

const me = (device: TestDevice) => device.http.get('/api/v1/me', { token: device.token })

describe('[B8] a backup file', () => {
  it('holds no token and no password in clear', async () => {
    const invited = await phone.http.post<{ invitation: { token: string } }>(
      '/api/v1/admin/members',
      { name: 'Open', email: 'open@example.com' },
      { token: phone.token },
    )
    const started = await phone.http.post<{ device_code: string }>(
      '/oauth/device_authorization',
      new URLSearchParams({
        client_id: 'signoff-device',
        device_name: 'New',
        device_kind: 'desktop',
        device_os: 'linux',
        install_id: 'one',
        device_key: JSON.stringify(laptop.key.publicKey),
      }),
    )
    expect(started.status).toBe(200)
    expect(runProgram('backup', server.dataDir, yesterday)).toMatchObject({ code: 0 })
    expect(statSync(yesterday).mode & 0o077).toBe(0)
    const bytes = readFileSync(yesterday).toString('latin1')
    const secrets = [
      phone.token,
      laptop.token,
      owner.password,
      member.password,
      invited.body.invitation.token,
      started.body.device_code,
    ]
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(10)
      expect(bytes).not.toContain(secret)
    }
    expect(bytes).not.toContain(readFileSync(join(server.dataDir, 'secret'), 'latin1').trim())
  })
})

describe('[B7] yesterday, restored', () => {
  let late: TestDevice
  let restored: Ran
  beforeAll(async () => {
    await advance(server.url, 24 * 60 * 60_000)
    late = await signInDevice(server.url, member, { name: 'Signed in today' })
    // Ended today: in the backup it is still signed in.
    await signOut(laptop, { scope: 'this' })
    await laptop.confirm(await laptop.order())
    await server.stop()
    restored = runProgram('restore', server.dataDir, yesterday)
    await server.restart()
  })

  it('every session of it is dead, also one that was signed in today', async () => {
    expect(restored).toMatchObject({ code: 0, output: expect.stringContaining('2 sessions ended') as string })
    expect((await me(phone)).body.code).toBe('session_ended')
    expect((await me(laptop)).body.code).toBe('session_ended')
    expect((await me(late)).body.code).toBe('unauthenticated')
    expect(rows(server.dataDir, 'SELECT id FROM session WHERE ended_at IS NULL')).toEqual([])
  })

  it('its devices still have an order, and confirm it with their key', async () => {
    const order = await laptop.order()
    expect(order.sessionId).toBe(laptop.sessionId)
    expect((await laptop.confirm(order, { nonce: 'of today' })).body.code).toBe('wrong_nonce')
    expect((await laptop.confirm(order)).body.state).toBe('confirmed')
  })

  it('is closed to all but owners until one has confirmed members, roles and suspensions; the audit notes the gap', async () => {
    const { email, password } = member
    const body = { email, password, device: { ...laptop.claim, name: 'Again' } }
    const closed = await laptop.http.post('/api/v1/sign-in', body)
    expect([closed.status, closed.body.code]).toEqual([503, 'restored'])
    const back = await signInDevice(server.url, owner)
    const shown = await back.http.get<{ asOf: string; members: { email: string }[] }>('/api/v1/admin/restored', {
      token: back.token,
    })
    expect(Date.parse(shown.body.asOf)).toBeLessThan(Date.now() + 60 * 60_000)
    expect(shown.body.members.map((one) => one.email)).toEqual(expect.arrayContaining([owner.email, email]))
    const confirmed = await back.http.post('/api/v1/admin/restored', { confirm: true }, { token: back.token })
    expect(confirmed.status).toBe(200)
    const asked = await laptop.http.post('/api/v1/sign-in', body)
    expect([asked.status, asked.body.code]).toEqual([422, 'proof_required'])
    const proof = await laptop.key.sign(String(asked.body['challenge']))
    const open = await laptop.http.post<SignedIn>('/api/v1/sign-in', { ...body, proof })
    expect([open.status, open.body.device.id]).toEqual([201, laptop.id])
    const audit = await back.http.get<{ items: { type: string; data: Record<string, unknown> }[] }>(
      '/api/v1/admin/audit?type=org.restored,org.restore-confirmed',
      { token: back.token },
    )
    expect(audit.body.items.map(({ type }) => type)).toEqual(['org.restore-confirmed', 'org.restored'])
    expect(audit.body.items[1]?.data).toMatchObject({ ended: 2 })
    expect(await verifiedLog(back)).toMatchObject({ ok: true })
    const stillOpen = rows(server.dataDir, `SELECT id FROM sign_out WHERE session_id = '${phone.sessionId}'`)
    expect((await readSignOut(back, String(stillOpen[0]?.['id']))).state).toBe('waiting')
  })
})

describe('[B5] one page overwritten', () => {
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

  it('is refused with the command to run, the file is left as it is, and that command brings the store back', async () => {
    const backup = join(folder, 'today.db')
    expect(runProgram('backup', server.dataDir, backup)).toMatchObject({ code: 0 })
    await server.stop()
    const file = join(server.dataDir, 'signoff.db')
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, 4096 * 5)
    closeSync(handle)
    const before = hashOf(file)
    const refusal = await server.restart().then(String, String)
    expect(refusal).toContain('Signoff cannot start:')
    expect(refusal).toContain(`npm run restore -- ${backup}`)
    expect(refusal).not.toMatch(/^ +at /m)
    expect(hashOf(file)).toBe(before)
    expect(runProgram('restore', server.dataDir, backup)).toMatchObject({ code: 0 })
    await server.restart()
    const back = await signInDevice(server.url, owner)
    expect((await me(back)).status).toBe(200)
  })
})
