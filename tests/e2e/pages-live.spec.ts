import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { signInPage } from '#tests/support/gate.ts'
import { advance, anotherPage, confirm, openScene, report, rowOf, signOut, type Scene } from './support/people.ts'

/** The devices page, live: what one browser asks, every page of the member follows (issue 2, 5.2). */
test.describe.configure({ timeout: 180_000 })
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

test('a sign-out goes from waiting to confirmed in every browser; it stays in place; its receipt can be checked', async ({
  page,
  browser,
}) => {
  const { firm, origin } = scene
  const who = await firm.member('Ann')
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'Ann’s iPhone' })
  await signInPage(page, origin, who)
  const second = await anotherPage(browser)
  await signInPage(second, origin, who)
  await signOut(second, 'Ann’s iPhone')
  const rows = [page, second].map((one) => rowOf(one, 'Ann’s iPhone'))
  const all = (text: string | RegExp) => Promise.all(rows.map((row) => expect(row).toContainText(text)))
  await all('Waiting for device')
  await all(/\d+\ss/)
  await report(phone, { type: 'received' })
  await all('Device has the order')
  await report(phone, { type: 'progress', step: 'records', done: 1, of: 2 })
  await all('Cleaning up, step 2 of 2')
  await advance(scene, 4)
  await confirm(phone, { bytesFreed: 12_000_000 })
  await all('Signed out, confirmed')
  await all(/4\smin( \d+\ss)?usual/)
  await all('freed 12 MB')
  const leaving = second.getByRole('region', { name: 'Signing out' })
  await expect(leaving.getByRole('listitem')).toHaveCount(1)
  await second.reload()
  await expect(rowOf(second, 'Ann’s iPhone', 'Signed out, last 28 days')).toContainText('Confirmed after 4 min')
  await expect(leaving).toHaveCount(0)
  await second.context().close()

  await page.getByRole('link', { name: 'Receipt of Ann’s iPhone' }).click()
  await expect(page.getByRole('heading', { name: 'Sign-out receipt' })).toBeVisible()
  await expect(page.getByText('Verified')).toBeVisible()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save signed file' }).click(),
  ])
  const jwt = (await readFile(await file.path(), 'utf8')).trim()
  const keys = (await (await page.request.get(`${origin}/.well-known/jwks.json`)).json()) as JSONWebKeySet
  const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), { issuer: origin })
  expect(JSON.stringify(payload['events'])).toContain(phone.id)
})

test('what failed says so, is tried again and confirms', async ({ page }) => {
  const { firm, origin } = scene
  const who = await firm.member('Bo')
  const laptop = await firm.device(who, { kind: 'desktop', os: 'windows', name: 'Bo’s laptop' })
  await page.clock.install()
  await signInPage(page, origin, who)
  await signOut(page, 'Bo’s laptop')
  await confirm(laptop, { result: 'failed', steps: [{ name: 'records', ok: false, detail: 'locked' }] })
  const row = rowOf(page, 'Bo’s laptop')
  await expect(row).toContainText('Failed on device')
  await expect(row).toContainText('Access stays ended.')
  await row.getByRole('button', { name: 'Try again' }).click()
  await expect(row).toContainText('Waiting for device')
  await advance(scene, 16)
  await page.clock.fastForward('01:01') // what time alone brings is in no entry
  await expect(row).toContainText('Overdue')
  const log = await laptop.http.get<{ entries: { type: string; data: { attempt?: number } }[] }>(
    '/api/v1/device/log?cursor=0',
    { token: laptop.token },
  )
  expect(log.body.entries.filter(({ type }) => type === 'sign-out.requested').at(-1)?.data.attempt).toBe(2)
  await confirm(laptop, { attempt: 2 })
  await expect(row).toContainText('Signed out, confirmed')
  await expect(row).toContainText('longer than usual')
})

test('several at once: one lane each on a common axis, and each confirms with its own lag', async ({ page }) => {
  const { firm, origin } = scene
  const who = await firm.member('Cy')
  const names = ['Cy’s phone', 'Cy’s tablet', 'Cy’s laptop']
  const devices = []
  for (const [i, kind] of ['phone', 'tablet', 'desktop'].entries())
    devices.push(await firm.device(who, { kind, name: names[i] }))
  await signInPage(page, origin, who)
  await page.getByRole('button', { name: 'Sign out others…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign out of 3 other devices?' })
  await dialog.getByRole('button', { name: 'Sign out 3 other devices' }).click()
  await page.getByRole('link', { name: 'Follow all 3 together' }).click()
  await expect(page.getByRole('heading', { name: 'Signing out 3 devices' })).toBeVisible()
  await expect(page.getByText('3 waiting for device')).toBeVisible()
  for (const [i, device] of devices.entries()) {
    await confirm(device)
    const lane = page.locator('.lane').filter({ hasText: names[i] ?? '' })
    await expect(lane).toContainText(/Signed out, confirmed.*(faster than usual|[48]\smin( \d+\ss)?usual)/)
    await expect(page.locator('.sum')).toContainText(`${i + 1} confirmed`)
    await advance(scene, 4)
  }
  await expect(page.getByRole('heading', { name: '3 devices signed out' })).toBeVisible()
})
