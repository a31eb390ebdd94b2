import { afterAll, expect, it } from 'vitest'
import { linkIn, startMailServer } from '#tests/support/mail-server.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { owner } from '#tests/support/server.ts'

const mail = await startMailServer()
afterAll(() => mail.close())
const { server, firm } = await servedCompany({
  env: { SMTP_URL: mail.url, MAIL_FROM: 'Signoff <signoff@example.com>' },
})

function invite(email: string, name = '李娜 <b>') {
  return firm.owner.http.post<{ invitation: { token: string } }>(
    '/api/v1/admin/members',
    { name, email },
    { token: firm.owner.token },
  )
}

it('[MA1] an invitation comes by mail, as text and as HTML, with a link that works once', async () => {
  await invite('li.na@example.com')
  const letter = await mail.next('li.na@example.com')
  expect(letter).toMatchObject({
    from: 'signoff@example.com',
    subject: 'Ada Owner invites you to Example Ltd 示例公司',
  })
  expect(letter.text).toContain('Hello 李娜 <b>,')
  expect(letter.html).toContain('Hello 李娜 &lt;b&gt;,')
  const link = linkIn(letter, '/sign-in/invitation')
  expect(link).toMatch(/^http:\/\/localhost:\d+\/sign-in\/invitation#token=[\w-]{43}$/)
  expect(letter.html).toContain(link)
  const accept = { token: link.split('token=')[1], password: 'a long and dull sentence' }
  expect((await firm.owner.http.post('/api/v1/invitations/accept', accept)).status).toBe(201)
  expect((await firm.owner.http.post('/api/v1/invitations/accept', accept)).status).toBe(404)
})

it('[MA2] nothing of a letter is in the log, and nothing readable of it in the store', async () => {
  const { body } = await invite('secret@example.com')
  await mail.next('secret@example.com')
  expect(server.output).not.toContain(body.invitation.token)
  expect(server.output).not.toContain('secret@example.com')
})

it('[MA3] a mail server that fails holds nobody up; the letter goes out once when it is well again', async () => {
  mail.refuse(451)
  const refused = mail.refused()
  expect((await invite('later@example.com')).status).toBe(201)
  await refused
  mail.refuse(null)
  await firm.owner.http.post('/api/test/clock', { advanceMs: 3 * 60_000 })
  const letter = await mail.next('later@example.com')
  expect(letter.messageId).toMatch(/^<let_[\w-]+@localhost>$/)
  await firm.owner.http.post('/api/test/clock', { advanceMs: 3 * 60_000 })
  expect(mail.letters.filter(({ to }) => to === 'later@example.com')).toHaveLength(1)
})

it('[MA3] an address that the server refuses for good is given up', async () => {
  mail.refuse(550)
  const refused = mail.refused()
  await invite('nobody@example.com')
  await refused
  mail.refuse(null)
  await firm.owner.http.post('/api/test/clock', { advanceMs: 3 * 60_000 })
  await invite('after@example.com')
  await mail.next('after@example.com')
  expect(mail.letters.some(({ to }) => to === 'nobody@example.com')).toBe(false)
})

it('[TL9] a confirmation and a new sign-in come by mail too, in the member’s language, unless they chose otherwise', async () => {
  const who = await firm.member('王磊')
  const own = await firm.device(who, { name: 'Own' })
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone 15' })
  const asked = await mail.next(who.email, 'New sign-in')
  expect(asked.subject).toBe('New sign-in on iPhone 15. Was this you?')
  expect(linkIn(asked, '/devices')).toMatch(/\/devices$/)
  const end = (sessions: string[]) =>
    own.http.post('/api/v1/sign-outs', { sessions, confirm: true }, { token: own.token })
  await end([phone.sessionId])
  await phone.confirm(await phone.order())
  const confirmed = await mail.next(who.email, 'confirmed')
  expect(confirmed.subject).toBe('iPhone 15 is signed out and has confirmed')
  expect(linkIn(confirmed, '/sign-outs/')).toMatch(/\/sign-outs\/out_[\w-]+\/receipt$/)
  await own.http.patch('/api/v1/preferences', { mail: false }, { token: own.token })
  const before = mail.letters.filter(({ to }) => to === who.email).length
  const second = await firm.device(who, { name: 'Second' })
  await end([second.sessionId])
  await second.confirm(await second.order())
  await invite('last@example.com')
  await mail.next('last@example.com')
  expect(mail.letters.filter(({ to }) => to === who.email)).toHaveLength(before)
})

it('[SE15] an administrator’s link for a new password goes to the member alone, by mail, and is told in the inbox', async () => {
  const who = await firm.member('赵敏')
  const phone = await firm.device(who)
  await firm.owner.http.post('/api/v1/step-up', { password: owner.password }, { token: firm.owner.token })
  const given = await firm.owner.http.post<{ url: string | null }>(
    `/api/v1/admin/members/${who.id}/password-link`,
    { reason: 'Forgot it, called from the office' },
    { token: firm.owner.token },
  )
  expect([given.status, given.body.url]).toEqual([201, null])
  const letter = await mail.next(who.email, 'Choose a new password')
  expect(letter.text).toContain('Ada Owner, an administrator, sends you a link')
  const token = linkIn(letter, '/sign-in/reset').split('token=')[1]
  const { body: inbox } = await phone.http.get<{ items: { data: object }[] }>('/api/v1/inbox', { token: phone.token })
  expect(inbox.items[0]?.data).toMatchObject({ purpose: 'password-link', from: 'Ada Owner', way: 'mail' })
  expect(JSON.stringify(inbox)).not.toContain(token)
  expect(server.output).not.toContain(token)
  const reset = { token, password: 'another long and dull sentence' }
  expect((await phone.http.post('/api/v1/password/reset', reset)).status).toBe(200)
})
