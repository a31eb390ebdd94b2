import { expect, test } from '@playwright/test'
import { expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { advance, confirm, openScene, signOut, type Scene } from './support/people.ts'

/** What people are told: a confirmation for each device, a sign-in that nobody knows, and the guide with its figures beside ours. */
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

test('a new sign-in is asked about, ended, and told in the inbox with every confirmation', async ({ page }) => {
  const { firm, origin } = scene
  const who = await firm.member('李娜')
  await speak(page, origin, 'en')
  await signInPage(page, origin, who)
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone 15' })
  const thief = await firm.device(who, { kind: 'desktop', os: 'windows', name: 'Somebody’s PC' })
  await page.reload()
  const row = page.getByRole('listitem').filter({ hasText: 'iPhone 15' })
  await expect(row).toContainText('Was this you?')
  await row.getByRole('button', { name: 'This was me' }).click()
  await expect(row).not.toContainText('Was this you?')
  const strange = page.getByRole('listitem').filter({ hasText: 'Somebody’s PC' })
  await strange.getByRole('button', { name: 'Not me — sign out and secure' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out and secure' }).click()
  await expect(page.getByRole('region', { name: 'Signing out' })).toContainText('Somebody’s PC')
  expect((await thief.http.get('/api/v1/me', { token: thief.token })).body.code).toBe('session_ended')
  await signOut(page, 'iPhone 15')
  await page.goto(`${origin}/settings`)
  await expect(page.getByRole('radio', { name: 'Sign out after 30 days' })).toBeVisible()
  await advance(scene, 4)
  await confirm(phone)
  // Seen wherever one is, and kept.
  await expect(page.locator('.toast')).toContainText('iPhone 15 signed out, confirmed after 4 min')
  await page.getByRole('link', { name: /^Inbox, \d+ unread$/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Inbox' })).toBeVisible()
  const secure = page.getByRole('listitem').filter({ hasText: 'Choose a new password' })
  await expect(secure).toContainText('the sign-in on Somebody’s PC was not yours.')
  await expectWell(page, 'inbox')
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible()
  await page.getByRole('link', { name: /^Receipt/ }).click()
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save as JSON' }).click(),
  ])
  expect(json.suggestedFilename()).toMatch(/^out_.*\.json$/)
})

test('the guide has eight pages with its figures, and ours beside them from five reports on', async ({ page }) => {
  const { firm, origin } = scene
  const who = await firm.member('王磊')
  await speak(page, origin, 'zh-CN')
  await signInPage(page, origin, who, '/guide')
  await expect(page.locator('.scenes li')).toHaveCount(8)
  for (const n of [1, 2, 3, 4, 5]) {
    const phone = await firm.device(who, { kind: 'phone', os: 'android', name: `手机 ${n}` })
    const data = { sessions: [phone.sessionId], confirm: true }
    await page.request.post(`${origin}/api/v1/sign-outs`, { data, headers: { origin } })
    await confirm(phone, { durationMs: 1_000 * n, bytesFreed: 1_000_000 * n })
  }
  await page.goto(`${origin}/guide/1`)
  const table = page.getByRole('table', { name: '手机与平板三种退出模式的对比' })
  await expect(table.locator('tbody').first()).toContainText('2.8 秒')
  await expect(table.locator('tbody').first()).toContainText(/[56] 个样本 · /)
  await expect(table.locator('tbody').nth(1)).toContainText('样本 0/5')
  await page.setViewportSize({ width: 360, height: 740 })
  await expectWell(page, 'guide/1')
})
