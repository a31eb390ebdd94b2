import { expect, type Page } from '@playwright/test'
import { expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { test } from './support/shared-scene.ts'

const OPEN = ['/sign-in', '/sign-in/invitation', '/link', '/docs/api']
const OWN = ['/approvals', '/link', '/link/enter', '/me', '/settings', '/settings/account']

for (const [locale, theme, width] of [
  ['en', 'light', 1280],
  ['zh-CN', 'dark', 320],
] as const) {
  test.describe(`${locale}, ${theme}, ${width} px`, () => {
    test.use({ viewport: { width, height: 740 }, colorScheme: theme })
    test.beforeEach(({ page, scene: { origin } }) => speak(page, origin, locale))

    test('axe finds nothing on the pages for everyone, and nothing is wider than the window', async ({
      page,
      scene: { origin },
    }) => {
      for (const path of OPEN) await expectWellAt(page, origin, path)
    })

    test('nor on the pages of a member', async ({ page, scene: { firm, origin } }) => {
      await signInPage(page, origin, await firm.member('Ann'))
      for (const path of OWN) await expectWellAt(page, origin, path)
    })
  })
}

async function expectWellAt(page: Page, origin: string, path: string): Promise<void> {
  await page.goto(origin + path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectWell(page, path)
}

test('settings are kept: language, appearance, time zone', async ({ page, scene: { firm, origin } }) => {
  await signInPage(page, origin, await firm.member('Ben'), '/settings')
  await page.getByLabel('简体中文').check()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('设置')
  await page.getByLabel('深色').check()
  await page.locator('#zone').selectOption('America/New_York')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.locator('#zone')).toHaveValue('America/New_York')
})

test('the readable interface needs no script, and a folded call opens', async ({ browser, scene: { origin } }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${origin}/docs/api`)
  const call = page.locator('#requestSignOuts')
  await call.locator('summary').click()
  await expect(call.getByText('confirmation_required')).toBeVisible()
  await call.getByRole('link', { name: 'SignOutAccepted' }).click()
  await expect(page.locator('#object-SignOutAccepted')).toBeVisible()
  await context.close()
})
