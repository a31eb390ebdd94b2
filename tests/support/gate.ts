import { expect, type Page } from '@playwright/test'
import axe from 'axe-core'
import type { TestServer } from './server.ts'
import type { Credentials } from './test-device.ts'

/** Where people open a server's pages: the name that its links carry. */
export function pagesOf(server: TestServer): string {
  return `http://localhost:${server.port}`
}

/** Types an account and its password into the sign-in form and sends it. The page must be the form already. */
export async function typeSignIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.locator('#account').fill(email)
  await page.locator('#password').fill(password)
  await page.locator('form button[type=submit]').click()
}

/** Signs a browser in by its form and waits until it is on `next`. */
export async function signInPage(page: Page, origin: string, who: Credentials, next = '/devices'): Promise<void> {
  await page.goto(`${origin}/sign-in?next=${encodeURIComponent(next)}`)
  await typeSignIn(page, who)
  await page.waitForURL(`${origin}${next}`)
}

/**
 * A browser whose cookies were cleared by hand. It is on an empty page then: one of ours would notice, and lead to the sign-in by itself while
 * the test goes somewhere else.
 */
export async function clearCookies(page: Page, which?: { name: RegExp }): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies(which)
}

type Finding = readonly [rule: string, elements: readonly string[]]

/** What axe finds on a page, which has no frames of ours; it stays there until the next one. */
async function findings(page: Page): Promise<readonly Finding[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate<Finding[]>(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]))`)
}

/** Nothing for axe to find, and nothing wider than the window. */
export async function expectWell(page: Page, name: string): Promise<void> {
  // Looked at again where a page is being refreshed: its title is gone for a moment then. One look at the longest page
  // takes seconds on a busy machine, so the limit leaves room for several.
  await expect(async () => {
    expect([name, ...(await findings(page))]).toEqual([name])
  }).toPass({ timeout: 30_000 })
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect([name, wider]).toEqual([name, 0])
}

/** The language of a browser's pages, as its switch would set it. */
export async function speak(page: Page, origin: string, locale: 'en' | 'zh-CN'): Promise<void> {
  await page.context().addCookies([{ name: 'signoff-locale', value: locale, url: origin }])
}
