import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { owner } from '#tests/support/server.ts'
import { expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { advance, anotherPage, isLive, openScene, type Scene } from './support/people.ts'

/** The live board, devices, policy and audit (issue 3, 1.1 and 1.2). */
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

const LOOKS = [
  { locale: 'en', width: 1280, theme: 'light' },
  { locale: 'zh-CN', width: 360, theme: 'dark' },
] as const
const REASON = 'the original is lost'
const dialog = (page: Page) => page.getByRole('dialog')
const rows = (page: Page) => page.locator('tr[data-id]')
const rowOf = (page: Page, text: string) => rows(page).filter({ hasText: text })

/** A device that was linked by a phone, and asked to go by another device: it waits for the phone. */
async function awaiting(name: string) {
  const { firm } = scene
  const who = await firm.member(name)
  const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: 'iPhone' })
  const other = await firm.device(who, { name: 'Laptop' })
  const linked = await firm.linked(phone, `Kiosk of ${name}`)
  const asked = await other.http.post<{ signOuts: { id: string }[] }>(
    '/api/v1/sign-outs',
    { sessions: [linked.sessionId], confirm: true },
    { token: other.token },
  )
  return { phone, signOutId: asked.body.signOuts[0]?.id ?? '' }
}

test('[AD2] the board: filters in the address, the pill, pause, keys, and a bulk action in which one is refused', async ({
  page,
}) => {
  const { firm, origin } = scene
  const first = await awaiting('Declined 张伟')
  await first.phone.http.post(
    `/api/v1/sign-outs/${first.signOutId}/decline`,
    { reason: 'not-me' },
    { token: first.phone.token },
  )
  await awaiting('Waiting Zhao')
  await signInPage(page, origin, owner, '/admin/live')
  await isLive(page)
  await expect(rowOf(page, 'Kiosk')).toHaveCount(2)
  await expect(rows(page).first()).toContainText('Declined by original')

  await page.getByLabel('Type').selectOption({ label: 'Phone' })
  await expect(page).toHaveURL(/kind=phone/)
  await expect(page.getByText('No sign-out matches.')).toBeVisible()
  await page.goBack()
  await expect(rowOf(page, 'Kiosk')).toHaveCount(2)
  await page.keyboard.press('/')
  await page.keyboard.type('zhangwei')
  await expect(page).toHaveURL(/query=zhangwei/)
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await expect(rows(page)).toHaveCount(2)

  await page.getByRole('button', { name: 'Pause' }).focus()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await expect(page.getByText('2 selected')).toBeVisible()
  await awaiting('Third Person') // somebody's focus is in the list: it waits behind the pill
  await page.getByRole('button', { name: '1 update' }).click()
  await expect(rowOf(page, 'Third Person')).toHaveCount(1)

  await advance(scene, 6)
  await page.getByRole('button', { name: 'Override…' }).click()
  await dialog(page).getByLabel('Reason').fill(REASON)
  await dialog(page).getByRole('button', { name: 'Override for 2 devices' }).click()
  await dialog(page).getByLabel('Password').fill(owner.password)
  await dialog(page).getByRole('button', { name: 'Continue' }).click()
  const outcomes = dialog(page).getByRole('listitem')
  await expect(outcomes.filter({ hasText: 'Declined 张伟' })).toContainText('done')
  await expect(outcomes.filter({ hasText: 'Waiting Zhao' })).not.toContainText('done')
  await expectWell(page, 'outcomes of an override')
  await dialog(page).getByRole('button', { name: 'Close' }).click()
  await expect(rowOf(page, 'Declined 张伟')).toContainText('Waiting for device')

  await page.keyboard.press('p')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
  await page.keyboard.press('p')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to' }).fill('zhao')
  await expect(dialog(page).getByRole('option')).toHaveCount(1)
  await expectWell(page, 'palette')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Waiting Zhao')
  await page.keyboard.press('?')
  await expect(dialog(page).getByText('Next and previous row')).toBeVisible()
  await expectWell(page, 'keys')
  await page.keyboard.press('Escape')
  await page.context().addCookies([{ name: 'signoff-keys', value: 'off', url: origin }])
  await page.keyboard.press('?')
  await expect(dialog(page)).toHaveCount(0)
  await firm.owner.http.post('/api/v1/step-up', { password: owner.password }, { token: firm.owner.token })
})

test('[AD1] two edit the policy: nothing is overwritten unseen, and nothing of mine is lost', async ({
  page,
  browser,
}) => {
  const { origin } = scene
  await signInPage(page, origin, owner, '/admin/policy')
  const second = await anotherPage(browser)
  await signInPage(second, origin, owner, '/admin/policy')
  await second.getByRole('spinbutton', { name: 'Devices per member' }).fill('9')
  await second.getByRole('spinbutton', { name: 'Addresses are kept for' }).fill('30')
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(second.getByText('Nothing is changed.')).toBeVisible()

  await page.getByRole('spinbutton', { name: 'Devices per member' }).fill('7')
  await page.getByRole('spinbutton', { name: 'Offline key lives' }).fill('21')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Ada Owner' })).toBeVisible()
  await expect(page.getByText('would be overwritten').or(page.locator('.outcomes .bad'))).toHaveCount(1)
  await expect(page.getByRole('spinbutton', { name: 'Devices per member' })).toHaveValue('7')
  await expect(page.getByRole('spinbutton', { name: 'Addresses are kept for' })).toHaveValue('30')
  await expectWell(page, 'a conflict in the policy')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Nothing is changed.')).toBeVisible()
  await second.reload()
  for (const [name, value] of [
    ['Devices per member', '7'],
    ['Addresses are kept for', '30'],
    ['Offline key lives', '21'],
  ] as const)
    await expect(second.getByRole('spinbutton', { name })).toHaveValue(value)
  await second.context().close()
})

test('devices by view; the audit filtered, exported and verified; each page well in both languages', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const { firm, origin } = scene
  await awaiting('Viewed Person')
  await signInPage(page, origin, owner, '/admin/devices')
  await page.getByRole('link', { name: 'Unconfirmed sign-out' }).click()
  await expect(rowOf(page, 'Kiosk of Viewed Person')).toHaveCount(1)
  await expect(rowOf(page, 'Laptop')).toHaveCount(0)
  await page.getByRole('link', { name: 'Idle > 30 days' }).click()
  await expect(page.getByText('No device matches.')).toBeVisible()

  await page.goto(`${origin}/admin/audit`)
  await page.getByLabel('Kind').selectOption({ label: 'Company' })
  await expect(page).toHaveURL(/kind=organisation/)
  await expect(page.getByRole('cell', { name: 'Company set up' })).toBeVisible()
  await advance(scene, 6)
  await page.getByRole('button', { name: 'Export JSONL' }).click()
  await dialog(page).getByLabel('Password').fill(owner.password)
  const download = page.waitForEvent('download')
  await dialog(page).getByRole('button', { name: 'Continue' }).click()
  const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n')
  const types = new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type))
  expect([...types].every((type) => type === 'org.created' || type === 'policy.changed')).toBe(true)
  await page.getByRole('button', { name: 'Verify chain' }).click()
  const chain = page.getByRole('region', { name: 'Chain of hashes' })
  await expect(chain.getByText(/The chain verifies: \d+ entries/)).toBeVisible()
  await page.reload()
  await expect(chain.getByText(/^Verified .+, started by /)).toBeVisible()

  const member = firm.owner.memberId
  for (const { locale, width, theme } of LOOKS) {
    await speak(page, origin, locale)
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    for (const path of ['live', 'members', `members/${member}`, 'devices', 'insights', 'audit', 'policy']) {
      await page.goto(`${origin}/admin/${path}`)
      await expectWell(page, `${path}, ${locale}, ${width}`)
    }
    await page.goto(`${origin}/activity`)
    await expectWell(page, `activity, ${locale}, ${width}`)
  }
})
