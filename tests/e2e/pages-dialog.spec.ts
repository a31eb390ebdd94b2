import { expect, test, type Locator, type Page } from '@playwright/test'
import { signInPage, speak } from '#tests/support/gate.ts'
import { askToSignOut, openScene, rowOf, type Scene } from './support/people.ts'

/** The question before a sign-out: what each kind of device offers, the guide's figures, and no way to send it by accident. */
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

const figures = (dialog: Locator) => dialog.getByRole('row').filter({ hasText: 'Guide figure' }).getByRole('cell')
const measured = (dialog: Locator) => dialog.getByRole('row').filter({ hasText: 'Measured' })
const ticks = (dialog: Locator) => dialog.getByRole('checkbox')

/** A page of a member with these devices, each signed in before it. */
async function signedIn(page: Page, name: string, devices: Record<string, unknown>[]): Promise<void> {
  const who = await scene.firm.member(name)
  for (const device of devices) await scene.firm.device(who, { name: 'the device', ...device })
  await signInPage(page, scene.origin, who)
}

test('each kind of device has its own options, none ticked, and the guide’s figures for each choice', async ({
  page,
}) => {
  await signedIn(page, 'Dee', [
    { kind: 'phone', os: 'ios', name: 'a phone' },
    { kind: 'web', os: 'windows', name: 'a browser' },
    { kind: 'desktop', os: 'windows', name: 'a PC' },
    { kind: 'desktop', os: 'macos', name: 'a Mac' },
  ])
  await measureKeeping(5)
  await test.step('a phone', async () => {
    const dialog = await askToSignOut(page, 'a phone')
    await expect(ticks(dialog)).toHaveCount(3)
    for (const tick of await ticks(dialog).all()) await expect(tick).not.toBeChecked()
    await expect(figures(dialog)).toHaveText(['2.8 s', '0 MB', '4.2 s'])
    const blank = ['–0 of 5 samples', '–0 of 5 samples', '–0 of 5 samples']
    await expect(measured(dialog).getByRole('cell')).toHaveText(blank)
    await dialog.getByLabel('Keep chat records').check()
    await expect(figures(dialog)).toHaveText(['5.1 s', '12 MB', '3.9 s'])
    await expect(measured(dialog).getByRole('cell')).toHaveText([
      '3 s5 samples · 2⁠–⁠4',
      '0 MB5 samples · 0⁠–⁠0',
      '–0 of 5 samples',
    ])
    await dialog.getByLabel('Clear cached files').check()
    await expect(figures(dialog)).toHaveText(['no figure', 'no figure', 'no figure'])
    await expect(dialog.getByText('The guide gives no figure for this combination.')).toBeVisible()
    await dialog.getByLabel('Keep chat records').uncheck()
    await expect(figures(dialog)).toHaveText(['6.3 s', '78 MB', '8.7 s'])
    await dialog.getByLabel('Keep chat records').check()
    await dialog.getByLabel('Unbind device').check()
    await expect(dialog.getByLabel('Keep chat records')).not.toBeChecked()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('[GF5] where the figures cannot be had, it says so and asks again', async () => {
    await page.route('**/api/v1/measured*', (route) => route.abort(), { times: 1 })
    const dialog = await askToSignOut(page, 'a phone')
    await expect(measured(dialog)).toContainText('couldn’t be loaded')
    await measured(dialog).getByRole('button', { name: 'Try again' }).click()
    await expect(measured(dialog)).toContainText('0 of 5 samples')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('a browser: what is cleared, and how to clear the rest by hand', async () => {
    const dialog = await askToSignOut(page, 'a browser')
    await expect(ticks(dialog)).toHaveCount(1)
    await expect(dialog.getByText('Clears what this site keeps in the browser')).toBeVisible()
    await expect(dialog.getByText('To clear by hand on that computer')).toBeVisible()
    await expect(dialog.getByRole('table')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('Windows: the guide has figures for the full exit alone', async () => {
    const dialog = await askToSignOut(page, 'a PC')
    await expect(dialog.getByRole('radio')).toHaveCount(2)
    await expect(dialog.getByLabel('Full exit')).toBeChecked()
    await expect(figures(dialog)).toHaveText(['100%', 'Normal', 'Complete'])
    await dialog.getByLabel('Quick exit').check()
    await expect(figures(dialog)).toHaveText(['no figure', 'no figure', 'no figure'])
    await expect(dialog.getByText('may leave a process, about 37 MB')).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  })
  await test.step('macOS: three levels, and the steps at the Mac', async () => {
    const dialog = await askToSignOut(page, 'a Mac')
    await expect(dialog.getByLabel('Basic exit')).toBeChecked()
    for (const said of ['7 files · 4.2 MB', '23 files · 18 MB', '41 files · 37 MB'])
      await expect(dialog.getByText(said)).toBeVisible()
    await expect(dialog.getByText('~/Library/Containers/com.tencent.WeWorkMac')).toBeVisible()
    await expect(dialog.getByText('This deletes local chats on this Mac. It can’t be undone.')).toBeVisible()
    await dialog.getByRole('link', { name: 'Tick these steps off' }).click()
  })
  await test.step('[3.1] [3.2] [3.4] [3.6] [3.7] at the Mac: ticks stay, the Keychain item counts, what deletes is folded', async () => {
    await page.waitForURL('**/mac')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const steps = page.getByRole('main').getByRole('checkbox')
    for (const step of [0, 1, 2]) await steps.nth(step).click()
    await expect(page.getByText('3 of 4 done')).toBeVisible()
    await expect(page.getByText('the thorough exit is not complete')).toBeVisible()
    await page.getByLabel('Found on this Mac: Deep clean').fill('19')
    await page.getByLabel('Size on this Mac, in MB: Deep clean').fill('17.5')
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('deepBytes') ?? false)
    await page.getByRole('button', { name: 'Copy WXWork' }).first().click()
    await saved
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('WXWork')
    await page.reload()
    await expect(page.getByText('3 of 4 done')).toBeVisible()
    await expect(page.getByLabel('Found on this Mac: Deep clean')).toHaveValue('19')
    await expect(page.getByLabel('Size on this Mac, in MB: Deep clean')).toHaveValue('17.5')
    await expect(page.getByText('rm -rf')).toBeHidden()
    await steps.nth(3).click()
    await expect(page.getByText('Thorough exit complete')).toBeVisible()
  })
})

test('[1.2] four taps on a phone lead from the first page to the question, under the guide’s own words', async ({
  page,
}) => {
  const { firm, origin } = scene
  await page.setViewportSize({ width: 360, height: 740 })
  await speak(page, origin, 'zh-CN')
  await signInPage(page, origin, await firm.member('四步'))
  const main = page.getByRole('main')
  await page.getByRole('link', { name: '我', exact: true }).click()
  await main.getByRole('link', { name: '设置' }).click()
  await main.getByRole('link', { name: '账号' }).click()
  await expect(main.getByRole('navigation', { name: '路径' })).toHaveText('我›设置›账号')
  await main.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('dialog')).toContainText('退出本机？')
})

test('one click never sends; the keyboard alone does, and the focus goes where the row went', async ({ page }) => {
  await signedIn(page, 'Hal', [{ kind: 'phone', os: 'android' }])
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/v1/sign-outs') && request.postData()?.includes('confirm')) sent.push(request.url())
  })
  const opener = page.getByRole('button', { name: 'Sign out the device' })
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sign out “the device”?' })
  await expect(dialog.getByRole('heading')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(opener).toBeFocused()
  expect(sent).toEqual([])
  await page.keyboard.press('Enter')
  await tabTo(page, dialog.getByRole('button', { name: 'Sign out the device' }))
  await page.keyboard.press('Enter')
  await expect(rowOf(page, 'the device', 'Signing out')).toContainText('Waiting for device')
  await expect(page.getByRole('heading', { name: 'Signing out' })).toBeFocused()
  expect(sent).toHaveLength(1)
})

test('the language changes under an open question: the same page, the same ticks', async ({ page }) => {
  await signedIn(page, 'Ivy', [{ kind: 'phone', os: 'ios' }])
  const dialog = await askToSignOut(page, 'the device')
  await dialog.getByLabel('Clear cached files').check()
  await page.locator('header.bar').getByText('中文').dispatchEvent('click')
  await expect(dialog.getByRole('heading')).toHaveText('退出“the device”？')
  await expect(dialog.getByLabel('清除缓存文件')).toBeChecked()
  await expect(page).toHaveURL(`${scene.origin}/devices`)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
})

/** So many phones keep their records, of somebody else, and take 1 s, 2 s, … for it. */
async function measureKeeping(phones: number): Promise<void> {
  const who = await scene.firm.member('Max')
  const by = await scene.firm.device(who, { name: 'By' })
  for (let n = 1; n <= phones; n += 1) {
    const phone = await scene.firm.device(who, { kind: 'phone', os: 'ios', name: `Phone ${n}` })
    const ask = { sessions: [phone.sessionId], keepRecords: true, confirm: true }
    await by.http.post('/api/v1/sign-outs', ask, { token: by.token })
    await phone.confirm(await phone.order(), { kept: true, durationMs: 1000 * n, bytesFreed: 0 })
  }
}

/** Presses Tab until that is where the focus is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
