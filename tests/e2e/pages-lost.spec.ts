import { expect, test, type Page } from '@playwright/test'
import { expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { anotherPage, openScene, signOut, type Scene } from './support/people.ts'

/** A page that is not live says so and shows no running time that it cannot know (ux.md, part 2). */
test.describe.configure({ timeout: 180_000 })
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

test('the server goes: the badge says since when, the times stand still; it returns, and they run', async ({
  page,
  browser,
}) => {
  const { server, firm, origin } = scene
  const who = await firm.member('Lou')
  await firm.device(who, { kind: 'phone', os: 'ios', name: 'Lou’s phone' })
  await signInPage(page, origin, who)
  const chinese = await anotherPage(browser)
  await chinese.setViewportSize({ width: 320, height: 700 })
  await speak(chinese, origin, 'zh-CN')
  await signInPage(chinese, origin, who)
  await signOut(page, 'Lou’s phone')
  await expect(badge(page)).toHaveText('Live')
  await expect(running(page)).toHaveText(/^[1-9]\d*\ss$/)
  await expect(running(chinese)).toHaveText(/^[1-9]\d*秒$/)

  await server.kill()
  await expect(badge(page)).toHaveText('Reconnecting…')
  const stood = await running(page).innerText()
  await expect(badge(page)).toHaveText(/^Not live — as of \d\d:\d\d:\d\d$/, { timeout: 20_000 })
  await expect(badge(chinese)).toHaveText(/^未实时/, { timeout: 20_000 })
  await expect(page.getByText(/^We couldn’t refresh the list/)).toBeVisible()
  await expect(page.getByText('Lou’s phone').first()).toBeVisible()
  expect(await running(page).innerText()).toBe(stood)
  await expectWell(page, 'not live')
  await expectWell(chinese, 'not live')

  await server.restart()
  await expect(badge(page)).toHaveText('Live', { timeout: 30_000 })
  await expect(page.getByText(/^We couldn’t refresh the list/)).toHaveCount(0)
  await expect(running(page)).not.toHaveText(stood)
  await chinese.context().close()
})

const badge = (page: Page) => page.locator('header.bar .live')
const running = (page: Page) => page.locator('.lag .now time')
