import { expect, type Page } from '@playwright/test'
import { owner } from '#tests/support/server.ts'
import { signInPage, speak } from '#tests/support/gate.ts'
import { answer, dialog, type Look } from './exit-walks.ts'
import { advance, type Scene } from './people.ts'

/** The company closes: everybody else is gone, conditions, review by working days, restore, and the end. */
export async function closing(page: Page, scene: Scene, look: Look): Promise<void> {
  const { origin } = scene
  await everybodyElseGoes(scene)
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
  await look(page, 'closing')
  await answer(page, page.getByRole('main'), 'Restore organisation')
  await begin(page, company)
  await submit(page, company)
  await daysGoBy(page, scene)
  await page.getByRole('button', { name: 'Close for good…' }).click()
  await dialog(page)
    .getByLabel(/^Reason/)
    .fill('the work is done')
  await dialog(page).getByRole('button', { name: 'Close the organisation' }).click()
  await passwordIfAsked(page)
  await expect.poll(async () => (await page.request.get(`${origin}/api/v1/me`)).status()).toBe(410)
  expect((await page.request.get(`${origin}/api/v1/closing-record`)).status()).toBe(200)
}

/** Everybody but the owner is disabled and removed, what is still open of them passed on to the owner. */
async function everybodyElseGoes({ firm }: Scene) {
  const { http, token, memberId } = firm.owner
  const list = async <T>(path: string) =>
    (await http.get<{ items: T[] }>(`/api/v1/admin/${path}`, { token })).body.items
  const post = (path: string, body: object) => http.post(`/api/v1/admin/${path}`, body, { token })
  await http.post('/api/v1/step-up', { password: owner.password }, { token })
  for (const { id, state } of await list<{ id: string; state: string }>('members')) {
    if (id === memberId || state === 'removed') continue
    if (state === 'active') await post(`members/${id}/suspend`, { reason: 'the company closes' })
    for (const { id: open, acts } of await list<{ id: string; acts: string[] }>(`obligations?owner=${id}&state=open`))
      await post(`obligations/${open}/settle`, { act: acts.at(-1), to: memberId })
    expect((await post(`members/${id}/remove`, { reason: 'the company closes' })).status).toBe(200)
  }
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
async function daysGoBy(page: Page, scene: Scene) {
  const button = page.getByRole('button', { name: 'Close for good…' })
  for (let i = 0; i < 5; i += 1) {
    await advance(scene, 4 * 24 * 60)
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
