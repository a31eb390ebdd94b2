import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { beginLink, company, pollLink, type Company } from '#tests/support/company.ts'
import { pagesOf } from '#tests/support/gate.ts'
import { createKey } from '#tests/support/keys.ts'
import { startServer, type ServerOptions, type TestServer } from '#tests/support/server.ts'
import { deviceClaimOf, testDevice, type TestDevice } from '#tests/support/test-device.ts'

/** A server with its pages, and a company on it. Dispose of the server. */
export interface Scene {
  readonly server: TestServer
  readonly firm: Company
  /** What the pages' addresses begin with. */
  readonly origin: string
}

export async function openScene(options: Pick<ServerOptions, 'databaseUrl'> = {}): Promise<Scene> {
  const server = await startServer({ pages: true, ...options })
  return { server, firm: await company(server.url), origin: pagesOf(server) }
}

/** Another person's browser, or another browser of the same one. */
export async function anotherPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Shanghai' })
  return context.newPage()
}

/** The page follows the server, so its own code runs: until then a key or a choice reaches nobody. */
export async function isLive(page: Page): Promise<void> {
  await expect(page.locator('header.bar .live')).toHaveText('Live')
}

/** Moves the server's clock on. */
export async function advance({ firm }: Scene, minutes: number): Promise<void> {
  await firm.owner.http.post('/api/test/clock', { advanceMs: minutes * 60_000 })
}

/** Where one device stands on the page: in the section of that name, or anywhere. */
export function rowOf(page: Page, device: string, section?: string): Locator {
  const within = section === undefined ? page.getByRole('main') : page.getByRole('region', { name: section })
  return within.getByRole('listitem').filter({ hasText: device })
}

/** Opens the question that ends a device's access. A click before the page's own code runs reaches nobody: one clicks again. */
export async function askToSignOut(page: Page, device: string): Promise<Locator> {
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: `Sign out ${device}` }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return dialog
}

/** The question, and yes. */
export async function signOut(page: Page, device: string): Promise<void> {
  const dialog = await askToSignOut(page, device)
  await dialog.getByRole('button', { name: `Sign out ${device}` }).click()
  await expect(dialog).toHaveCount(0)
}

/** Links a new device that the person at this page lets in. */
export async function linkFrom(page: Page, { server, origin }: Scene, name: string): Promise<TestDevice> {
  const key = await createKey()
  const claim = deviceClaimOf(key, { kind: 'tablet', os: 'ipados', name })
  const begun = await beginLink(server.url, claim)
  const allowed = await page.request.post(`${origin}/api/v1/links/${begun.user_code}/approve`, {
    data: { checkNumber: begun.check_number },
    headers: { origin },
  })
  expect(allowed.status()).toBe(200)
  const {
    access_token: token = '',
    device_id: id = '',
    session_id = '',
  } = (await pollLink(server.url, begun.device_code)).body
  const session = { id: session_id }
  return testDevice(server.url, { email: '', password: '' }, key, claim, {
    token,
    device: { id, name },
    session,
    member: { id: '', name: '', roles: [] },
  })
}

/** What a device says of its sign-out before it confirms. */
export async function report(device: TestDevice, body: Record<string, unknown>): Promise<void> {
  const { signOutId } = await device.order()
  const answer = await device.http.post('/api/v1/device/report', { signOutId, ...body }, { token: device.token })
  expect(answer.status).toBe(200)
}

/** Its signed word. */
export async function confirm(device: TestDevice, change: Record<string, unknown> = {}): Promise<void> {
  expect((await device.confirm(await device.order(), change)).status).toBe(200)
}
