import { expect, test, type Page } from '@playwright/test'
import { codes } from '#server/auth/codes.ts'
import { company, type Company } from '#tests/support/company.ts'
import { freePort } from '#tests/support/free-port.ts'
import { clearCookies, expectWell, signInPage, speak, typeSignIn } from '#tests/support/gate.ts'
import { startIdentityProvider, type IdentityProvider } from '#tests/support/identity-provider.ts'
import { linkIn, startMailServer, type MailServer } from '#tests/support/mail-server.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let mail: MailServer
let provider: IdentityProvider
let server: TestServer
let firm: Company
let origin: string

test.beforeAll(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  mail = await startMailServer()
  provider = await startIdentityProvider(origin)
  const env = { ...provider.env, SMTP_URL: mail.url, MAIL_FROM: 'Signoff <signoff@example.com>' }
  server = await startServer({ port, pages: true, env })
  firm = await company(server.url)
})
test.afterAll(async () => {
  await server.dispose()
  await Promise.all([provider.close(), mail.close()])
})

/** An authenticator inside Chromium whose person agrees to everything, until they are told to let it be. */
async function plugIn(page: Page): Promise<{ agrees(enabled: boolean): Promise<void> }> {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    agrees: async (enabled) => {
      await client.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
  }
}

/** From its next page on, a browser that offers no passkeys at a field: there the button is the only way to them. */
async function fillsNothingIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false)
  })
}

const codeOf = (secret: string, steps = 0) => codes.of(secret, Math.floor(Date.now() / 30_000) + steps)
const dialog = (page: Page) => page.getByRole('dialog')

/** The browser's device, as its page may ask. */
async function deviceOf(page: Page): Promise<unknown> {
  const { device } = (await (await page.request.get(`${origin}/api/v1/me`)).json()) as { device: unknown }
  return device
}

test('[SE16] a passkey is added, signs in by the button and from the account field, and steps up', async ({ page }) => {
  const who = await firm.member('Mia')
  const person = await plugIn(page)
  await signInPage(page, origin, who, '/settings/security')
  await expectWell(page, 'security, empty')
  await page.getByRole('button', { name: 'Add Passkeys' }).click()
  await dialog(page).getByLabel('Name').fill('This laptop')
  await expectWell(page, 'add a passkey')
  await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'This laptop' })).toBeVisible()

  await clearCookies(page)
  await person.agrees(false)
  const offered = page.waitForResponse((response) => response.url().endsWith('/passkey-options'))
  await page.goto(`${origin}/sign-in`)
  await offered // among what the browser fills in; nobody takes it, and nothing is said
  await expect(page.locator('.error, .inset.bad')).toHaveCount(0)
  await person.agrees(true)
  await page.goto(`${origin}/sign-in`) // chosen at the account field
  await page.waitForURL(`${origin}/devices`)
  await fillsNothingIn(page)
  await clearCookies(page)
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: 'Continue with the passkey of this device' }).click()
  await page.waitForURL(`${origin}/devices`)
  await clearCookies(page)
  await page.goto(`${origin}/sign-in?next=/settings/security`)
  await page.locator('input[name=shared]').check()
  await page.getByRole('button', { name: 'Continue with the passkey of this device' }).click()
  await page.waitForURL(`${origin}/settings/security`)
  expect(await deviceOf(page)).toMatchObject({ shared: true })

  await firm.owner.http.post('/api/test/clock', { advanceMs: 6 * 60_000 })
  await page.getByRole('button', { name: 'Remove This laptop' }).click()
  await dialog(page).getByRole('button', { name: 'Remove passkey' }).click()
  await dialog(page).getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByText('None yet.')).toBeVisible()
})

test('an authenticator app is set up and asked for; a recovery code helps out', async ({ page }) => {
  const who = await firm.member('Noah')
  await firm.owner.http.post('/api/test/clock', { advanceMs: 0 })
  await signInPage(page, origin, who, '/settings/security')
  await page.getByRole('button', { name: 'Set up Authenticator app' }).click()
  await dialog(page).getByRole('button', { name: 'Continue' }).click()
  const secret = (await dialog(page).locator('.cmd code').innerText()).replaceAll(' ', '')
  await expectWell(page, 'set up an app')
  await dialog(page).getByLabel('six digits').fill('000000')
  await dialog(page).getByRole('button', { name: 'Turn on' }).click()
  await expect(dialog(page).getByRole('alert')).toBeVisible()
  const { body } = await firm.owner.http.post<{ now: string }>('/api/test/clock', { advanceMs: 0 })
  const ahead = Math.round((Date.parse(body.now) - Date.now()) / 30_000)
  await dialog(page).getByLabel('six digits').fill(codeOf(secret, ahead))
  await dialog(page).getByRole('button', { name: 'Turn on' }).click()
  const shown = dialog(page).getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem')
  await expect(shown).toHaveCount(10)
  await expectWell(page, 'recovery codes')
  const recovery = await shown.first().innerText()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('10 of 10 left')).toBeVisible()

  await clearCookies(page)
  await page.goto(`${origin}/sign-in`)
  await typeSignIn(page, who)
  await expect(page.getByRole('heading', { name: 'Enter the code' })).toBeVisible()
  await expectWell(page, 'code')
  await page.getByLabel('Code').fill('111111')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('That code isn’t right')).toBeVisible()
  await page.getByLabel('Code').fill(recovery)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(`${origin}/devices`)
})

test('a forgotten password is replaced by mail; changing it signs the others out', async ({ page }) => {
  const who = await firm.member('Olga')
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' })
  await speak(page, origin, 'zh-CN')
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('link', { name: '忘记密码' }).click()
  await expectWell(page, 'forgot')
  await page.locator('#account').fill(who.email)
  await page.getByRole('button', { name: '发送链接' }).click()
  await expect(page.getByText(`如果 ${who.email} 的账号存在`)).toBeVisible()
  await page.goto(linkIn(await mail.next(who.email, 'Choose a new password'), '/sign-in/reset'))
  await expectWell(page, 'reset')
  await page.getByLabel('退出我的所有设备').uncheck()
  await page.locator('#new-password').fill('another long and dull sentence')
  await page.getByRole('button', { name: '设置密码' }).click()
  await page.getByRole('link', { name: '登录', exact: true }).click()
  await typeSignIn(page, { ...who, password: 'another long and dull sentence' })
  await page.waitForURL(`${origin}/devices`)

  await page.goto(`${origin}/settings/security`)
  await page.getByRole('button', { name: '修改 密码' }).click()
  await dialog(page).getByLabel('当前密码').fill('another long and dull sentence')
  await dialog(page).getByLabel('新密码').fill('a third long and dull sentence')
  await expectWell(page, 'change password')
  await dialog(page).getByRole('button', { name: '修改密码' }).click()
  await expect(dialog(page).getByText('已终止 1 台设备的访问')).toBeVisible()
  const refused = await phone.http.get('/api/v1/me', { token: phone.token })
  expect(refused.body.code).toBe('session_ended')
  // The member signed in here last, and in Chinese.
  await mail.next(who.email, '您的密码已修改')
})

test('the company’s sign-in leads in, to the page that was wanted, and says why it does not', async ({ page }) => {
  const who = await firm.member('Paul')
  provider.become({ sub: 'paul', email: who.email, email_verified: true })
  await page.goto(`${origin}/settings/security`)
  await expectWell(page, 'sign-in')
  await page.locator('input[name=shared]').check()
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await page.waitForURL(`${origin}/settings/security`)
  expect(await deviceOf(page)).toMatchObject({ shared: true })
  await expect(page.getByText('Example ID, connected since')).toBeVisible()
  await clearCookies(page)
  provider.become({ sub: 'somebody', email: 'somebody@example.com', email_verified: true })
  await page.goto(`${origin}/sign-in`)
  await page.getByRole('button', { name: 'Continue with Example ID' }).click()
  await expect(page.getByText('Nobody here has the address')).toBeVisible()
  await expectWell(page, 'refused')
})
