import { expect, test, type Locator, type Page } from '@playwright/test'
import { owner } from '#tests/support/server.ts'
import { expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { advance, anotherPage, confirm, openScene, type Scene } from './support/people.ts'

/** The four procedures of leaving in good order, end to end in a browser (issue 5, part 4). */
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

const dialog = (page: Page) => page.getByRole('dialog')

/** Writes a duty down, as an administrator does. */
async function duty(kind: string, ownerId: string, title: string, data: Record<string, unknown> = {}) {
  const { firm } = scene
  const body = { kind, title, ownerId, data }
  expect((await firm.owner.http.post('/api/v1/admin/obligations', body, { token: firm.owner.token })).status).toBe(201)
}

/** Presses the one button that opens a question, answers it with `who`, and waits until it is gone. */
async function answer(page: Page, within: Locator, button: string | RegExp, who?: string) {
  await within.getByRole('button', { name: button }).click()
  if (who !== undefined) await choose(page, who)
  await dialog(page).locator('footer button').last().click()
  await expect(dialog(page)).toHaveCount(0)
}

async function choose(page: Page, who: string) {
  await dialog(page).getByRole('combobox').fill(who)
  await dialog(page).getByRole('option', { name: who }).click()
}

const step = (page: Page, title: string) => page.locator('.run > li').filter({ hasText: title })

test('[EP1] last checks: four groups are cleared, and nothing is left behind', async ({ page }) => {
  const { firm, origin } = scene
  const heir = await firm.member('Heir Han')
  const who = await firm.member('Checker Chen')
  for (const n of [1, 2]) await duty('scheduled-message', who.id, `Message ${n}`)
  await duty('meeting', who.id, 'Own group', { role: 'owner' })
  await duty('third-party-grant', who.id, 'Some app')
  await duty('api-grant', who.id, 'Some grant')
  await speak(page, origin, 'en')
  await signInPage(page, origin, who, '/checklist')
  await expect(page.getByText('5 items open. The guide expects about 8.5 extra sign-ins.')).toBeVisible()
  await answer(page, page.getByRole('main'), 'Stop all')
  await expect(page.getByText('No message or reminder is waiting to be sent.')).toBeVisible()
  await answer(page, page.getByRole('main'), /^Leave/, 'Heir Han')
  await answer(page, page.getByRole('main'), /^Unbind/)
  await answer(page, page.getByRole('main'), /^Revoke/)
  await expect(page.getByText('Nothing left behind.')).toBeVisible()
  await expectWell(page, 'checklist')
  expect(heir.id).not.toBe('')
})

test('[EP2] an administrator leaves: what waits is moved first, and the order is the server’s', async ({ page }) => {
  const { firm, origin } = scene
  await firm.member('Next Ning', { roles: ['admin'] })
  const who = await firm.member('Admin An', { roles: ['admin'] })
  const device = await firm.device(who, { name: 'Laptop of An' })
  for (const n of [1, 2]) await duty('approval', who.id, `Expense ${n}`)
  await duty('api-grant', who.id, 'Export')
  await speak(page, origin, 'en')
  await signInPage(page, origin, owner, `/admin/exits?start=admin-exit&member=${who.id}`)
  await dialog(page).getByRole('button', { name: 'Start the run' }).click()
  await expect(page.getByRole('heading', { name: 'Admin An leaves the role' })).toBeVisible()
  await expect(step(page, 'Sign out')).toContainText('after steps 1, 2, 3, and 4')
  await answer(page, step(page, 'Move pending approvals'), 'Move approvals…', 'Next Ning')
  await expect(step(page, 'Approvals moved')).toBeVisible()
  await answer(page, step(page, 'Back up contacts'), 'Back up…')
  await expect(step(page, 'Contacts backed up').getByRole('link', { name: 'Download' })).toBeVisible()
  await answer(page, step(page, 'Reclaim API access'), 'Reclaim…')
  await answer(page, step(page, 'Name a successor'), 'Name…', 'Next Ning')
  await expectWell(page, 'admin exit')
  await answer(page, step(page, 'Sign out'), 'Sign out…')
  await confirm(device)
  await expect(page.getByText('Every step is over.')).toBeVisible()
})

test('[EP3] an offboarding: devices confirm, customers are handed over, the supervisor signs, the member is removed', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const { firm, origin } = scene
  const supervisor = await firm.member('Super Sun')
  const taker = await firm.member('Taker Tang', { handlesCustomers: true })
  const who = await firm.member('Leaver Lin', { handlesCustomers: true })
  const device = await firm.device(who, { kind: 'phone', os: 'ios', name: 'Phone of Lin' })
  for (const n of [1, 2, 3]) await duty('customer', who.id, `Customer ${n}`)
  await duty('reminder', who.id, 'Call back')
  await speak(page, origin, 'en')
  await signInPage(page, origin, owner, `/admin/exits?start=offboarding&member=${who.id}`)
  await expect(dialog(page).getByText('32% of companies lose customer information')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Start the run' }).click()
  await answer(page, step(page, 'Disable account'), 'Disable…')
  await answer(page, step(page, 'Clear data on devices'), 'Clear devices…')
  await expect(step(page, 'Clear data on devices')).toContainText('Phone of Lin')
  await confirm(device)
  await expect(step(page, 'Devices cleared')).toBeVisible()

  const run = page.url()
  await page.goto(`${origin}/admin/handover`)
  await page.getByRole('checkbox', { name: 'Select all of Leaver Lin' }).check()
  await answer(page, page.getByRole('main'), 'Assign 3 to Taker Tang')
  await expect(page.getByRole('checkbox', { name: 'Customer 1' })).toHaveCount(0)
  await expectWell(page, 'hand-over')
  await page.goto(run)
  await expect(page.getByRole('cell', { name: 'Taker Tang' })).toHaveCount(3)
  if (await step(page, 'Hand over customers').getByRole('button', { name: 'Hand over the rest…' }).isVisible())
    await answer(page, step(page, 'Hand over customers'), 'Hand over the rest…')
  await answer(page, step(page, 'Supervisor’s sign-off'), 'Name the supervisor…', 'Super Sun')

  const other = await anotherPage(browser)
  await signInPage(other, origin, supervisor, '/checklist')
  await other.getByRole('link', { name: /Review/ }).click()
  await expect(other.getByText('Customer 2')).toBeVisible()
  await answer(other, other.getByRole('main'), 'Sign off')
  await expectWell(other, 'sign-off')
  await other.context().close()

  await expect(step(page, 'Hand-over signed off')).toBeVisible()
  await answer(page, step(page, 'Approvals, keys and the rest'), 'Reclaim…')
  await answer(page, step(page, 'Remove member'), 'Remove…')
  await expect(page.getByText('Every step is over.')).toBeVisible()
  await expectWell(page, 'offboarding')
  expect(taker.id).not.toBe('')
})

test('[EP4] the company closes: conditions, review by working days, restore, and the end', async ({ page }) => {
  test.setTimeout(120_000)
  const alone = await openScene()
  try {
    await closing(page, alone)
  } finally {
    await alone.server.dispose()
  }
})

async function closing(page: Page, alone: Scene) {
  const { origin } = alone
  await speak(page, origin, 'en')
  await signInPage(page, origin, owner, '/admin/deregister')
  const company = await nameOf(page)
  await begin(page, company)
  await expect(page.getByText('No members left (you excepted)')).toBeVisible()
  await page.getByRole('button', { name: 'Record a bill' }).click()
  await dialog(page).getByLabel('What for').fill('Last month')
  await dialog(page).getByLabel('Amount').fill('320')
  await dialog(page).getByRole('button', { name: 'Record a bill' }).click()
  await expect(page.getByText('1 unpaid bill')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Submit for review' })).toBeDisabled()
  await page.getByRole('button', { name: /^Mark as paid/ }).click()
  await submit(page, company)
  await expect(page.getByText('A decision is possible from')).toBeVisible()
  await expectWell(page, 'closing')
  await answer(page, page.getByRole('main'), 'Restore organisation')
  await begin(page, company)
  await submit(page, company)
  await daysGoBy(page, alone)
  await page.getByRole('button', { name: 'Close for good…' }).click()
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('the work is done')
  await dialog(page).getByRole('button', { name: 'Close the organisation' }).click()
  await passwordIfAsked(page)
  await expect.poll(async () => (await page.request.get(`${origin}/api/v1/me`)).status()).toBe(410)
  expect((await page.request.get(`${origin}/api/v1/closing-record`)).status()).toBe(200)
}

async function nameOf(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Begin' }).click()
  const label = (await dialog(page).locator('label').textContent()) ?? ''
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  return label.replace('Name of the organisation: ', '')
}

async function begin(page: Page, company: string) {
  await page.getByRole('button', { name: 'Begin' }).click()
  await dialog(page)
    .getByLabel(/^Name of the organisation/)
    .fill(company)
  await dialog(page).getByRole('button', { name: 'Begin' }).click()
  await expect(page.getByRole('heading', { name: 'Conditions' })).toBeVisible()
}

async function submit(page: Page, company: string) {
  await answer(page, page.getByRole('main'), /^Back up/)
  await expect(page.getByText('Compliance backup is there and verified')).toBeVisible()
  await page.getByRole('button', { name: 'Submit for review' }).click()
  await dialog(page)
    .getByLabel(/^Name of the organisation/)
    .fill(company)
  await dialog(page).getByRole('button', { name: 'Submit for review' }).click()
  await passwordIfAsked(page)
  await expect(dialog(page)).toHaveCount(0)
}

/** Working days pass, four days at a time, for a browser that is not heard of for seven is signed out. */
async function daysGoBy(page: Page, alone: Scene) {
  const button = page.getByRole('button', { name: 'Close for good…' })
  for (let i = 0; i < 5; i += 1) {
    await advance(alone, 4 * 24 * 60)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Restore organisation' })).toBeVisible()
    if (await button.isVisible()) return
  }
}

async function passwordIfAsked(page: Page) {
  const field = dialog(page).locator('input[type=password]')
  await expect(field.or(page.locator('body:not(:has(dialog[open]))'))).toBeAttached()
  if (!(await field.isVisible())) return
  await field.fill(owner.password)
  await dialog(page).locator('footer button').last().click()
}
