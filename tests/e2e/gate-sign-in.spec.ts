import { expect } from '@playwright/test'
import type { Company } from '#tests/support/company.ts'
import { clearCookies, expectWell, signInPage, speak, typeSignIn } from '#tests/support/gate.ts'
import { test } from './support/shared-scene.ts'

test('a wrong password and an unknown account are told in the same words; what was typed stays', async ({
  page,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Mia')
  await page.goto(`${origin}/sign-in`)
  await typeSignIn(page, { ...who, password: 'not the right one' })
  await expect(page.getByText('That account or password isn’t right.')).toBeVisible()
  await expect(page.locator('#account')).toHaveValue(who.email)
  await expectWell(page, 'refused')
  await typeSignIn(page, { email: 'nobody@example.com', password: 'not the right one' })
  await expect(page.getByText('That account or password isn’t right.')).toBeVisible()
})

test('a page that needs a session leads to sign in and back to itself, never to another origin', async ({
  page,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Noah')
  await page.goto(`${origin}/settings/account`)
  await expect(page).toHaveURL(`${origin}/sign-in?next=%2Fsettings%2Faccount`)
  await typeSignIn(page, who)
  await expect(page).toHaveURL(`${origin}/settings/account`)
  await page.goto(`${origin}/sign-in?next=https://evil.example/`)
  await expect(page).toHaveURL(`${origin}/devices`)
})

test('the language switch keeps what is typed', async ({ page, scene: { origin } }) => {
  await page.goto(`${origin}/sign-in`)
  await page.locator('#account').fill('someone@example.com')
  await page.getByRole('button', { name: 'Switch to 中文' }).click()
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible()
  await expect(page.locator('#account')).toHaveValue('someone@example.com')
})

test('the same browser signs in again with the key it has: the same device, the same place', async ({
  page,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Olga')
  await signInPage(page, origin, who)
  await clearCookies(page)
  await signInPage(page, origin, who)
  await expect(page.getByText('1 of 5 places used')).toBeVisible()
})

test('a shared computer is marked as one', async ({ page, scene: { firm, origin } }) => {
  const who = await firm.member('Paul')
  await page.goto(`${origin}/sign-in`)
  await page.getByLabel('This is a shared computer').check()
  await typeSignIn(page, who)
  await expect(page.getByText('Shared', { exact: true })).toBeVisible()
})

test.describe('at the limit', () => {
  async function full(firm: Company, name: string) {
    const who = await firm.member(name)
    const devices = []
    for (const kind of ['phone', 'tablet', 'web', 'desktop', 'desktop']) {
      devices.push(await firm.device(who, { kind, name: `${kind} ${devices.length + 1}` }))
    }
    return { who, devices }
  }

  test('cancel leaves everything as it was, typed and signed in; one signed out gives its place', async ({
    page,
    scene: { firm, origin },
  }) => {
    const { who } = await full(firm, 'Quinn')
    await page.goto(`${origin}/sign-in`)
    await typeSignIn(page, who)
    await expect(page).toHaveURL(`${origin}/sign-in/limit`)
    const rows = page.getByRole('listitem')
    await expect(rows).toHaveCount(5)
    await expectWell(page, 'limit')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(page.locator('#password')).toHaveValue(who.password)
    await page.locator('form button[type=submit]').click()
    await rows.filter({ hasText: 'tablet 2' }).getByRole('button').click()
    await expect(page).toHaveURL(`${origin}/devices`)
    await expect(page.getByText('5 of 5 places used')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Signing out' })).toContainText('tablet 2')
  })

  test('a place freed elsewhere is taken without a further click', async ({ page, scene: { firm, origin } }) => {
    const { who, devices } = await full(firm, 'Ruth')
    await page.goto(`${origin}/sign-in?next=/settings`)
    await typeSignIn(page, who)
    await expect(page.getByRole('listitem')).toHaveCount(5)
    const [first] = devices
    await first?.http.post('/api/v1/sign-outs', { scope: 'this', confirm: true }, { token: first.token })
    await expect(page).toHaveURL(`${origin}/settings`, { timeout: 20_000 })
  })

  test('one that was signed out meanwhile is no longer offered when its place is gone', async ({
    page,
    scene: { firm, origin },
  }) => {
    const { who, devices } = await full(firm, 'Sven')
    await page.goto(`${origin}/sign-in`)
    await typeSignIn(page, who)
    await expect(page.getByRole('listitem')).toHaveCount(5)
    const [first] = devices
    await first?.http.post('/api/v1/sign-outs', { scope: 'this', confirm: true }, { token: first.token })
    await firm.device(who, { kind: 'phone', name: 'quicker phone' })
    await expect(page.getByRole('listitem').filter({ hasText: 'quicker phone' })).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('listitem').filter({ hasText: 'phone 1' })).toHaveCount(0)
  })

  test('the chooser opened by its address leads back to the form', async ({ page, scene: { origin } }) => {
    await page.goto(`${origin}/sign-in/limit`)
    await expect(page.locator('#account')).toBeVisible()
  })
})

test('an invitation sets a password and signs in; a used one says so', async ({ page, scene: { firm, origin } }) => {
  const created = await firm.owner.http.post<{ invitation: { url: string } }>(
    '/api/v1/admin/members',
    { name: '李娜', email: 'li.na@example.com' },
    { token: firm.owner.token },
  )
  await speak(page, origin, 'zh-CN')
  await page.goto(created.body.invitation.url)
  await page.locator('#new-password').fill('password')
  await page.getByRole('button', { name: '设置密码' }).click()
  await expect(page.locator('.error')).toBeVisible()
  await expectWell(page, 'invitation')
  await page.locator('#new-password').fill('一句很长又很无聊的话')
  await page.getByRole('button', { name: '设置密码' }).click()
  await expect(page.locator('#account')).toHaveValue('li.na@example.com')
  await page.locator('form button[type=submit]').click()
  await expect(page).toHaveURL(`${origin}/devices`)
  await clearCookies(page)
  await page.goto(created.body.invitation.url)
  await page.locator('#new-password').fill('another long sentence')
  await page.locator('form button[type=submit]').click()
  await expect(page.locator('.inset.bad')).toBeVisible()
})
