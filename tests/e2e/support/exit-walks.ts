import { expect, type Browser, type Locator, type Page } from '@playwright/test'
import { owner } from '#tests/support/server.ts'
import { signInPage, speak } from '#tests/support/gate.ts'
import { anotherPage, confirm, type Scene } from './people.ts'

/** Looks at a page by its name: for what axe finds, or not at all. */
export type Look = (page: Page, name: string) => Promise<void>

export const dialog = (page: Page) => page.getByRole('dialog')

/** Writes a duty down, as an administrator does. */
async function duty({ firm }: Scene, kind: string, ownerId: string, title: string, data: Record<string, unknown> = {}) {
  const body = { kind, title, ownerId, data }
  expect((await firm.owner.http.post('/api/v1/admin/obligations', body, { token: firm.owner.token })).status).toBe(201)
}

/** Presses the one button that opens a question, answers it with `who`, and waits until it is gone. */
export async function answer(page: Page, within: Locator, button: string | RegExp, who?: string) {
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

/** Last checks: four groups are cleared, and nothing is left behind. */
export async function lastChecks(page: Page, scene: Scene, look: Look): Promise<void> {
  const { firm, origin } = scene
  const heir = await firm.member('Heir Han')
  const who = await firm.member('Checker Chen')
  for (const n of [1, 2]) await duty(scene, 'scheduled-message', who.id, `Message ${n}`)
  await duty(scene, 'meeting', who.id, 'Own group', { role: 'owner' })
  await duty(scene, 'third-party-grant', who.id, 'Some app')
  await duty(scene, 'api-grant', who.id, 'Some grant')
  await speak(page, origin, 'en')
  await signInPage(page, origin, who, '/checklist')
  await expect(page.getByText('5 items open. The guide expects about 8.5 extra sign-ins.')).toBeVisible()
  await answer(page, page.getByRole('main'), 'Stop all')
  await expect(page.getByText('No message or reminder is waiting to be sent.')).toBeVisible()
  await answer(page, page.getByRole('main'), /^Leave/, 'Heir Han')
  await answer(page, page.getByRole('main'), /^Unbind/)
  await answer(page, page.getByRole('main'), /^Revoke/)
  await expect(page.getByText('Nothing left behind.')).toBeVisible()
  await look(page, 'checklist')
  expect(heir.id).not.toBe('')
}

/** An administrator leaves: what waits is moved first, and the order is the server’s. */
export async function adminExit(page: Page, scene: Scene, look: Look): Promise<void> {
  const { firm, origin } = scene
  await firm.member('Next Ning', { roles: ['admin'] })
  const who = await firm.member('Admin An', { roles: ['admin'] })
  const device = await firm.device(who, { name: 'Laptop of An' })
  for (const n of [1, 2]) await duty(scene, 'approval', who.id, `Expense ${n}`)
  await duty(scene, 'api-grant', who.id, 'Export')
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
  await look(page, 'admin exit')
  await answer(page, step(page, 'Sign out'), 'Sign out…')
  await confirm(device)
  await expect(page.getByText('Every step is over.')).toBeVisible()
}

/** Three customers from a file that a spreadsheet in China wrote; a file with a mistake is shown with it, and brings nothing. */
async function importCustomers(page: Page, owner: string) {
  await page.getByRole('button', { name: 'Import duties…' }).click()
  const file = dialog(page).getByLabel('CSV file')
  const given = (rows: string[]) => ({
    name: 'customers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.concat([Buffer.from(`kind,title,owner,data.flow\n${rows.join('\n')},`), Buffer.from([0xbf, 0xcd])]),
  })
  await file.setInputFiles(given(['customer,Somebody,nobody@example.com']))
  await expect(dialog(page).getByText('Row 1, owner')).toBeVisible()
  await expect(dialog(page).locator('footer button').last()).toBeDisabled()
  const customers = [1, 2].map((n) => `customer,Customer ${n},${owner},`)
  await file.setInputFiles(given([...customers, `customer,Customer 3,${owner}`]))
  await expect(dialog(page).getByText('Read as GBK.')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Write 3 rows' }).click()
  await expect(dialog(page).getByText('3 duties were written down.')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Close' }).click()
}

/** An offboarding: devices confirm, customers are handed over, the supervisor signs, the member is removed. */
export async function offboarding(page: Page, browser: Browser, scene: Scene, look: Look): Promise<void> {
  const { firm, origin } = scene
  const supervisor = await firm.member('Super Sun')
  const taker = await firm.member('Taker Tang', { handlesCustomers: true })
  const who = await firm.member('Leaver Lin', { handlesCustomers: true })
  const device = await firm.device(who, { kind: 'phone', os: 'ios', name: 'Phone of Lin' })
  await duty(scene, 'reminder', who.id, 'Call back')
  await speak(page, origin, 'en')
  await signInPage(page, origin, owner, '/admin/exits')
  await importCustomers(page, who.email)
  await page.goto(`${origin}/admin/exits?start=offboarding&member=${who.id}`)
  await expect(dialog(page).getByText('32% of companies lose customer information')).toBeVisible()
  await dialog(page).getByRole('button', { name: 'Start the run' }).click()
  await answer(page, step(page, 'Disable account'), 'Disable…')
  await answer(page, step(page, 'Clear data on devices'), 'Clear devices…')
  await expect(step(page, 'Clear data on devices')).toContainText('Phone of Lin')
  await step(page, 'Clear data on devices').getByRole('button', { name: 'Check these devices now' }).click()
  await expect(step(page, 'Clear data on devices')).toContainText('0 of 1 devices are online')
  await confirm(device)
  await expect(step(page, 'Devices cleared')).toBeVisible()

  const run = page.url()
  await page.goto(`${origin}/admin/handover`)
  await page.getByRole('checkbox', { name: 'Select all of Leaver Lin' }).check()
  await answer(page, page.getByRole('main'), 'Assign 3 to Taker Tang')
  await expect(page.getByRole('checkbox', { name: 'Customer 1' })).toHaveCount(0)
  await look(page, 'hand-over')
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
  await look(other, 'sign-off')
  await other.context().close()

  await expect(step(page, 'Hand-over signed off')).toBeVisible()
  await answer(page, step(page, 'Approvals, keys and the rest'), 'Reclaim…')
  await answer(page, step(page, 'Remove member'), 'Remove…')
  await expect(page.getByText('Every step is over.')).toBeVisible()
  await look(page, 'offboarding')
  expect(taker.id).not.toBe('')
}
