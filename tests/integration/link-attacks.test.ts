import { describe, expect, it } from 'vitest'
import { beginLink, pollLink } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { linksIn, wrongNumber } from '#tests/support/links.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { deviceClaimOf } from '#tests/support/test-device.ts'

/** Codes that are guessed, begged for or raced for (protocol.md, part 5; quality.md, F9 to F12, E13). */
const { server, firm, http } = await servedCompany()
const { phoneOf, phoneFor, begin, approve, clock } = linksIn({ server, firm, http })
const CODE: unknown = expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)

describe('attacks and races', () => {
  it('[F9] [F11] a guessed number is refused, five burn the code, and every device of the member heard of it', async () => {
    const phone = await phoneOf('王芳')
    const begun = await begin()
    for (let left = 4; left > 0; left--)
      expect(await approve(phone, begun.user_code, wrongNumber(begun))).toMatchObject({
        status: 422,
        body: { code: 'wrong_number', left },
      })
    expect(await approve(phone, begun.user_code, wrongNumber(begun))).toMatchObject({
      status: 410,
      body: { code: 'code_burnt' },
    })
    expect(await approve(phone, begun.user_code, begun.check_number)).toMatchObject({
      status: 410,
      body: { code: 'code_burnt' },
    })
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('access_denied')
    const log = await http.get<{ entries: { type: string }[] }>('/api/v1/device/log', { token: phone.token })
    expect(log.body.entries.map(({ type }) => type)).toContain('link.requested')
  })

  it('a wrong number that is sent again with the same key costs one try', async () => {
    const phone = await phoneOf('林涛')
    const begun = await begin()
    const headers = { 'idempotency-key': 'again' }
    const send = () =>
      http.post(
        `/api/v1/links/${begun.user_code}/approve`,
        { checkNumber: wrongNumber(begun) },
        { token: phone.token, headers },
      )
    expect((await send()).body['left']).toBe(4)
    expect((await send()).body['left']).toBe(4)
  })

  it('[F12] at most three undecided codes for one member', async () => {
    const phone = await phoneOf('马超')
    const codes = []
    for (let i = 0; i < 20; i++) codes.push((await begin()).user_code)
    const answers = []
    for (const code of codes) answers.push(await http.get(`/api/v1/links/${code}`, { token: phone.token }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(answers[3]).toMatchObject({ status: 429, body: { code: 'too_many_codes' } })
  })

  it('[F11] ten unknown codes in ten minutes, then 429; what is another member’s is unknown', async () => {
    const phone = await phoneOf('高洁')
    const other = await phoneOf('罗浩')
    const begun = await begin()
    expect((await http.get(`/api/v1/links/${begun.user_code}`, { token: phone.token })).status).toBe(200)
    expect(await http.get(`/api/v1/links/${begun.user_code}`, { token: other.token })).toMatchObject({
      status: 404,
      body: { code: 'unknown_code' },
    })
    for (let i = 0; i < 9; i++) await http.get('/api/v1/links/BBBBBBBB', { token: other.token })
    expect(await http.get('/api/v1/links/BBBBBBBB', { token: other.token })).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    })
  })

  it('[E13] approved twice at once, and by two originals: one link', async () => {
    const who = await firm.member('胡军')
    const phone = await phoneFor(who)
    const laptop = await firm.device(who, { name: 'Laptop' })
    const begun = await begin()
    const answers = await Promise.all(
      [phone, laptop, phone, laptop].map((by) => approve(by, begun.user_code, begun.check_number)),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
    const tokens = await Promise.all([1, 2, 3].map(() => pollLink(server.url, begun.device_code)))
    expect(tokens.filter(({ status }) => status === 200)).toHaveLength(1)
    const list = await http.get<{ used: number }>('/api/v1/devices', { token: phone.token })
    expect(list.body.used).toBe(3)
  })

  it('approval dies with the session that gave it', async () => {
    const phone = await phoneOf('梁静')
    const begun = await begin()
    await approve(phone, begun.user_code, begun.check_number)
    await http.post('/api/v1/sign-outs', { scope: 'this', confirm: true }, { token: phone.token })
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('access_denied')
  })

  it('a linked device approves no link', async () => {
    const phone = await phoneOf('宋佳')
    const linked = await firm.linked(phone, 'Tablet')
    const begun = await begin()
    expect(await approve(linked, begun.user_code, begun.check_number)).toMatchObject({
      status: 403,
      body: { code: 'linked_device' },
    })
  })
})

it('[SL22] one address asks for a hundred codes in ten minutes and no more; what stands goes on', async () => {
  const standing = await begin()
  const claim = deviceClaimOf(await createKey(), { name: 'Flood' })
  let refused = 0
  for (let i = 0; i < 100; i += 1) if ('code' in (await beginLink(server.url, claim))) refused += 1
  expect(refused).toBeGreaterThan(0)
  const last = await http.post('/oauth/device_authorization', new URLSearchParams())
  expect(last.status).toBe(400) // what is wrong in itself is said first, and costs nothing
  expect(await beginLink(server.url, claim)).toMatchObject({ code: 'rate_limited' })
  expect((await pollLink(server.url, standing.device_code)).body).toMatchObject({ error: 'authorization_pending' })
  await clock(600_001)
  expect(await begin()).toMatchObject({ user_code: CODE })
})

describe('the last instant', () => {
  it('[E13] approved at the very instant of its expiry: one link or none', async () => {
    const phone = await phoneOf('高兴')
    const begun = await begin()
    await clock(299_990)
    const answers = await Promise.all([
      approve(phone, begun.user_code, begun.check_number),
      clock(10),
      approve(phone, begun.user_code, begun.check_number),
    ])
    const approved = answers.filter(({ status }) => status === 200).length - 1 // the clock's own answer
    expect(approved).toBeLessThanOrEqual(1)
    const tokens = await Promise.all([1, 2, 3].map(() => pollLink(server.url, begun.device_code)))
    expect(tokens.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(approved)
    expect((await approve(phone, begun.user_code, begun.check_number)).status).toBe(approved === 1 ? 409 : 410)
  })
})
