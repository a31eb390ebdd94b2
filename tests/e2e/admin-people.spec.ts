import { expect, test, type Page } from '@playwright/test'
import { owner } from '#tests/support/server.ts'
import { expectWell, signInPage } from '#tests/support/gate.ts'
import { advance, anotherPage, isLive, openScene, type Scene } from './support/people.ts'

/** Administrators and people (issue 3, 1.2): members, import, forced sign-outs, and who sees nothing outside their department. */
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

const REASON = 'left the company today'
const dialog = (page: Page) => page.getByRole('dialog')

test('members: invited, imported, found by pinyin, changed, disabled, enabled again, removed', async ({ page }) => {
  const { firm, origin } = scene
  await firm.department('Sales')
  await signInPage(page, origin, owner, '/admin/members')

  await page.getByRole('button', { name: 'Add a member' }).click()
  await dialog(page).getByLabel('E-mail').fill('wangfang@example.com')
  await dialog(page).getByLabel('Name').fill('王芳')
  await dialog(page).getByLabel('Department').selectOption({ label: 'Sales' })
  await expectWell(page, 'add a member')
  await dialog(page).getByRole('button', { name: /Add/ }).click()
  await expect(dialog(page).locator('.secret')).toContainText('/sign-in/invitation')
  await dialog(page).getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Import…' }).click()
  const file = (text: string) => ({ name: 'members.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const choose = dialog(page).getByLabel('CSV file')
  await choose.setInputFiles(
    file('name,email,department\n赵敏,zhaomin@example.com,Sales\nNobody,not an address,Sales\n'),
  )
  await dialog(page).getByRole('button', { name: 'Check' }).click()
  await expect(dialog(page).getByText('Row 2, email')).toBeVisible()
  await expect(dialog(page).getByRole('button', { name: /^Add / })).toHaveCount(0)
  await expectWell(page, 'import with a mistake')
  await choose.setInputFiles(file('name,email,department\n赵敏,zhaomin@example.com,Sales\n'))
  await dialog(page).getByRole('button', { name: 'Check' }).click()
  await dialog(page)
    .getByRole('button', { name: /^Add 1/ })
    .click()
  await expect(dialog(page).getByRole('button', { name: 'Save the invitation links' })).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()

  await page.getByRole('searchbox').fill('zhaomin')
  await expect(page).toHaveURL(/query=zhaomin/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: '赵敏' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('赵敏')

  await page.getByRole('button', { name: 'Edit…' }).click()
  await dialog(page).getByLabel('Name').fill('赵敏敏')
  await dialog(page).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('赵敏敏')
  await page.getByRole('button', { name: 'Disable…' }).click()
  await dialog(page).getByLabel('Reason').fill(REASON)
  await dialog(page).getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Enable again' }).click()
  await page.getByRole('button', { name: 'Disable…' }).click()
  await dialog(page).getByLabel('Reason').fill(REASON)
  await dialog(page).getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(`${origin}/admin/members`)
})

test('[AD4] forced from the keyboard: two members, a reason, what it would do, the password, what became of each', async ({
  page,
}) => {
  const { firm, origin } = scene
  for (const name of ['Force One', 'Force Two']) {
    const who = await firm.member(name)
    await firm.device(who, { name: `Laptop of ${name}` })
  }
  await signInPage(page, origin, owner, '/admin/members?query=Force')
  await isLive(page)
  await expect(page.getByRole('row')).toHaveCount(3)
  await advance(scene, 6) // the sign-in no longer counts as a step-up
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.keyboard.press('e')
  await dialog(page).getByLabel('Clear cached files').check()
  await dialog(page).getByLabel('Reason').fill(REASON)
  await dialog(page).getByRole('button', { name: 'Continue…' }).click()
  await expect(dialog(page).getByRole('heading')).toHaveText('End access on 2 devices?')
  await expect(dialog(page).getByText('Force One · Laptop of Force One')).toBeVisible()
  await expectWell(page, 'what it would do')
  await dialog(page).getByRole('button', { name: 'End access on 2 devices' }).click()
  await dialog(page).getByLabel('Password').fill('wrong')
  await dialog(page).getByRole('button', { name: 'Continue' }).click()
  await expect(dialog(page).getByRole('alert')).toBeVisible()
  await dialog(page).getByLabel('Password').fill(owner.password)
  await dialog(page).getByRole('button', { name: 'Continue' }).click()
  await expect(dialog(page).getByRole('heading')).toHaveText('Access ended')
  await expect(dialog(page).getByText('access ended', { exact: true })).toHaveCount(2)
  await expectWell(page, 'what became of each')
  await dialog(page).getByRole('link', { name: 'Watch it live' }).click()
  await expect(page).toHaveURL(/\/admin\/live/)
  await expect(page.getByRole('row').filter({ hasText: 'Force One' })).toContainText('Waiting for device')
})

test('[AD3] who administers one department sees and does nothing outside it', async ({ browser }) => {
  const { firm, origin } = scene
  await firm.owner.http.post('/api/v1/step-up', { password: owner.password }, { token: firm.owner.token })
  const inside = await firm.department('Inside')
  const outside = await firm.department('Outside')
  const theirs = await firm.member('Inside Person', { departmentId: inside })
  const other = await firm.member('Outside Person', { departmentId: outside })
  const admin = await firm.member('Scoped Admin', { departmentId: inside, roles: ['admin'], scope: inside })
  for (const [who, name] of [
    [theirs, 'Inside laptop'],
    [other, 'Outside laptop'],
  ] as const) {
    const device = await firm.device(who, { name })
    const second = await firm.device(who, { name: `${name} two` })
    await second.http.post(
      '/api/v1/sign-outs',
      { sessions: [device.sessionId], confirm: true },
      { token: second.token },
    )
  }
  const page = await anotherPage(browser)
  await signInPage(page, origin, admin, '/admin/members')
  for (const path of ['members', 'devices', 'live', 'audit']) {
    await page.goto(`${origin}/admin/${path}`)
    await expect(page.getByRole('cell').filter({ hasText: 'Inside Person' }).first()).toBeVisible()
    await expect(page.getByText('Outside')).toHaveCount(0)
  }
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveCount(0)
  for (const id of ['mem_unknown', other.id]) {
    await page.goto(`${origin}/admin/members/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
    await expect(page.getByText('Outside')).toHaveCount(0)
  }
  await page.goto(`${origin}/admin/audit?stream=${other.id}`)
  await expect(page.getByText('No entry matches.')).toBeVisible()
  await expect(page.getByText('Outside')).toHaveCount(0)
  await page.goto(`${origin}/admin/policy`)
  await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0)
  await page.goto(`${origin}/admin/members/${theirs.id}`)
  await expect(page.getByRole('form', { name: 'Force sign-out' })).toBeVisible()
  await page.getByRole('button', { name: 'New password…' }).click()
  await dialog(page).getByLabel('Reason').fill('forgot it, called from the office')
  await dialog(page).getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog(page).locator('.secret')).toContainText('/sign-in/reset#token=')
  await expectWell(page, 'a link for a new password')
  await page.context().close()
})
