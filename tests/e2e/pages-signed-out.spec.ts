import { expect, type Page } from '@playwright/test'
import { expectWell, signInPage } from '#tests/support/gate.ts'
import { owner } from '#tests/support/server.ts'
import { anotherPage, signOut } from './support/people.ts'
import { test } from './support/shared-scene.ts'

/** The browser that is signed out: by whom, when, why; it cleans up, confirms, and keeps its cookie until then. */
test.describe.configure({ timeout: 180_000 })

async function fill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    localStorage.setItem('draft', 'x'.repeat(1_000))
    await (await caches.open('pictures')).put('/one', new Response('x'))
  })
}

/** What this browser still holds: cookies that name a session, and what the page stored. */
async function held(page: Page): Promise<{ session: boolean; stored: number }> {
  const cookies = await page.context().cookies()
  const stored = await page.evaluate(async () => localStorage.length + (await caches.keys()).length)
  return { session: cookies.some(({ name }) => name.endsWith('session')), stored }
}

test('by its person from another device: it locks at once, and the cookie lasts until its confirmation is answered', async ({
  page: gone,
  browser,
  scene,
}) => {
  const { firm, origin } = scene
  const who = await firm.member('Mo')
  await signInPage(gone, origin, who)
  await fill(gone)
  const name = (await gone.getByRole('region', { name: 'This device' }).locator('.name').innerText()).trim()
  const other = await anotherPage(browser)
  await signInPage(other, origin, who)
  let letGo = () => {}
  const opened = new Promise<void>((resolve) => (letGo = resolve))
  await gone.route('**/api/v1/device/confirmations', async (route) => {
    await opened
    await route.continue()
  })
  await signOut(other, name)
  await expect(gone.getByText(/^You signed this device out from .+ at .+\.$/)).toBeVisible()
  await expect(gone.getByText('Sending this device’s confirmation…')).toBeVisible()
  expect((await held(gone)).session).toBe(true)
  letGo()
  await expect(gone.getByText('This device has cleaned up and confirmed.')).toBeVisible()
  await expectWell(gone, 'signed out')
  expect(await held(gone)).toEqual({ session: false, stored: 0 })
  await expect(other.getByRole('region', { name: 'Signing out' })).toContainText('Signed out, confirmed')
  await gone.getByRole('link', { name: 'Sign in again' }).click()
  await expect(gone.locator('#account')).toBeVisible()
  await other.context().close()
})

test('by an administrator: with the reason, and not the administrator’s name', async ({ page, scene }) => {
  const { firm, origin } = scene
  const who = await firm.member('Nat')
  await signInPage(page, origin, who)
  await fill(page)
  await firm.owner.http.post('/api/v1/step-up', { password: owner.password }, { token: firm.owner.token })
  const asked = await firm.owner.http.post(
    '/api/v1/admin/sign-outs',
    { members: [who.id], reason: 'The laptop was reported lost', confirm: true },
    { token: firm.owner.token },
  )
  expect(asked.status).toBe(202)
  await expect(page.getByText(/^An administrator signed this device out at .+\.$/)).toBeVisible()
  await expect(page.getByText('Reason: The laptop was reported lost')).toBeVisible()
  await expect(page.getByText('This device has cleaned up and confirmed.')).toBeVisible()
  await expect(page.getByText('Ada Owner')).toHaveCount(0)
  expect(await held(page)).toEqual({ session: false, stored: 0 })
  await page.goto(`${origin}/devices`)
  await expect(page.locator('#account')).toBeVisible()
})
