import { expect, test } from '@playwright/test'
import { expectWell, pagesOf } from '#tests/support/gate.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let origin: string

test.beforeAll(async () => {
  server = await startServer({ pages: true, empty: true })
  origin = pagesOf(server)
})
test.afterAll(() => server.dispose())

test('every page leads to the wizard; it keeps what was typed, tells each error at its field, and then is no more', async ({
  page,
}) => {
  const code = /setup#code=([\w-]+)/.exec(server.output)?.[1] ?? ''
  const next = page.locator('form button[type=submit]')
  await page.goto(`${origin}/devices`)
  await expect(page).toHaveURL(`${origin}/setup`)
  await page.locator('#code').fill('not the code')
  await expectWell(page, 'language')
  await next.click()
  await page.locator('#name').fill('张磊')
  await page.locator('#email').fill('zhang.lei@example')
  await page.locator('#password').fill('password1')
  await expectWell(page, 'owner')
  await next.click()
  await page.locator('#company').fill('示例公司')
  await next.click()
  await page.locator('#limit').fill('3')
  await expectWell(page, 'policy')
  await next.click()
  await expectWell(page, 'privacy')
  await next.click()

  await expect(page.locator('#code-help.error')).toBeVisible()
  await page.locator('#code').fill(code)
  const onward = async () => {
    for (const field of ['#name', '#company', '#limit', '#ipDays']) {
      await next.click()
      await expect(page.locator(field)).toBeVisible()
    }
    await next.click()
  }
  await onward()
  await expect(page.locator('#email-help.error')).toBeVisible()
  await page.locator('#email').fill('zhang.lei@example.com')
  await page.locator('#password').fill('一句很长又很无聊的话')
  for (const field of ['#company', '#limit', '#ipDays']) {
    await next.click()
    await expect(page.locator(field)).toBeVisible()
  }
  await next.click()
  await expect(page.getByText('you are signed in on this device')).toBeVisible()
  await page.getByRole('link', { name: 'To my devices' }).click()
  await expect(page.getByText('1 of 3 places used')).toBeVisible()
  expect((await page.goto(`${origin}/setup`))?.status()).toBe(404)
})
