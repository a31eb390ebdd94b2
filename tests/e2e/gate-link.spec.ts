import { expect, type Browser, type Page } from '@playwright/test'
import { beginLink, type TestMember } from '#tests/support/company.ts'
import { expectWell, signInPage, typeSignIn } from '#tests/support/gate.ts'
import { createKey } from '#tests/support/keys.ts'
import { deviceClaimOf } from '#tests/support/test-device.ts'
import { test } from './support/shared-scene.ts'

async function another(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-GB' })
  return context.newPage()
}

/** Opens `/link` on a new device and reads what it shows. */
async function asking(page: Page, origin: string): Promise<{ code: string; number: string }> {
  await page.goto(`${origin}/link`)
  await expect(page.locator('.code')).toBeVisible()
  return { code: await page.locator('.code').innerText(), number: await page.locator('.match').innerText() }
}

/** A signed-in page, and a browser that it has linked. */
async function linkedPair(page: Page, browser: Browser, origin: string, who: TestMember): Promise<Page> {
  await signInPage(page, origin, who)
  const fresh = await another(browser)
  const { code, number } = await asking(fresh, origin)
  await page.goto(`${origin}/l#${code}`)
  await page.locator('#check-number').fill(number)
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(fresh).toHaveURL(`${origin}/devices`)
  return fresh
}

test('a browser is linked by code and number; the code survives the sign-in page', async ({
  page,
  browser,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Tara')
  const fresh = await another(browser)
  const { code, number } = await asking(fresh, origin)
  await expectWell(fresh, 'link, new device')
  await page.goto(`${origin}/l#${code}`)
  await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=%2Fl#${code}$`))
  await typeSignIn(page, who)
  await expect(page.getByRole('heading', { name: 'Allow a new device?' })).toBeVisible()
  await expect(fresh.getByText(/^Scanned by “/)).toBeVisible()
  await expectWell(page, 'review')
  await page.locator('#check-number').fill(number === '11' ? '12' : '11')
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(page.getByText('4 tries left')).toBeVisible()
  await page.locator('#check-number').fill(number)
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(page.getByText(/is allowed and signs in now/)).toBeVisible()
  await expect(fresh).toHaveURL(`${origin}/devices`)
  await expect(fresh.getByText('2 of 5 places used')).toBeVisible()
})

test('“Not me” blocks: the new device says so and offers a new code', async ({
  page,
  browser,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Uma')
  await signInPage(page, origin, who, '/link')
  await expectWell(page, 'link, member')
  const fresh = await another(browser)
  const { code } = await asking(fresh, origin)
  await page.locator('#link-code').fill(code.toLowerCase().replace('-', ' '))
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Not me — block' }).click()
  await expect(page.getByText(/was blocked/)).toBeVisible()
  await expect(fresh.locator('.inset')).toContainText('Declined on the other device.')
  await fresh.getByRole('button', { name: 'New code' }).click()
  await expect(fresh.locator('.code')).not.toHaveText(code)
})

test('an unknown code is told beside its field; an expired one on the new device too', async ({
  page,
  browser,
  scene: { firm, origin },
}) => {
  const who = await firm.member('Vera')
  await signInPage(page, origin, who, '/link/enter')
  await page.locator('#link-code').fill('BBBBBBBB')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('This code is not known.')).toBeVisible()
  await expect(page.locator('#link-code')).toHaveValue('BBBB-BBBB')
  const fresh = await another(browser)
  const { code } = await asking(fresh, origin)
  await firm.owner.http.post('/api/test/clock', { advanceMs: 301_000 })
  await expect(fresh.locator('.inset')).toContainText('This code has expired.')
  await page.goto(`${origin}/l#${code}`)
  await expect(page.getByText('Get a new one on the new device.')).toBeVisible()
})

test('all places taken: the approver chooses who goes, in the same step', async ({
  page,
  scene: { server, firm, origin },
}) => {
  const who = await firm.member('Wim')
  await signInPage(page, origin, who)
  for (const name of ['phone a', 'phone b', 'phone c', 'phone d']) await firm.device(who, { kind: 'phone', name })
  const begun = await beginLink(server.url, deviceClaimOf(await createKey(), { name: 'New laptop' }))
  await page.goto(`${origin}/l#${begun.user_code}`)
  await page.locator('#check-number').fill(begun.check_number)
  await expect(page.getByRole('radio')).toHaveCount(4) // not the approver's own: approval dies with its session
  await expectWell(page, 'review at the limit')
  await page.getByLabel('phone b').check()
  await page.getByRole('button', { name: 'Allow', exact: true }).click()
  await expect(page.getByText('New laptop is allowed and signs in now.')).toBeVisible()
})

test('a linked device cannot let others in, and says what to do', async ({
  page,
  browser,
  scene: { firm, origin },
}) => {
  const fresh = await linkedPair(page, browser, origin, await firm.member('Xena'))
  await fresh.goto(`${origin}/l#BCDF-GHJK`)
  await expect(fresh.getByText('This device was linked itself, so it can’t let others in.')).toBeVisible()
  await expect(fresh.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in?next=/l#BCDF-GHJK')
})

test('a linked device signs out: the original declines, then approves; only then does it clean up and confirm', async ({
  page,
  browser,
  scene: { firm, origin },
}) => {
  const fresh = await linkedPair(page, browser, origin, await firm.member('Yara'))
  await page.goto(`${origin}/approvals`)
  await expect(page.getByText('Nothing is waiting for this device.')).toBeVisible()
  // Me → Settings → Account → Sign out: four taps (guide statement 1.2).
  await fresh.getByRole('link', { name: 'Me' }).click()
  await fresh.getByRole('main').getByRole('link', { name: 'Settings' }).click()
  await fresh.getByRole('link', { name: 'Account' }).click()
  await fresh.getByRole('button', { name: 'Sign out' }).click()
  await fresh.getByRole('button', { name: 'Sign out on this device' }).click()
  await expect(fresh.getByText('The clean-up starts when the original device has confirmed.')).toBeVisible()
  await page.getByRole('link', { name: /^Review/ }).click()
  await expect(page.getByRole('heading', { name: /^Confirm sign-out of/ })).toBeVisible()
  await expectWell(page, 'approval')
  await page.getByRole('button', { name: 'Decline…' }).click()
  await page.getByLabel('Keep data first').check()
  await page.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(page.getByText(/^Declined at .*: Keep data first/)).toBeVisible()
  await page.getByRole('button', { name: 'Approve sign-out' }).click()
  await expect(page.getByText(/^Already decided on/)).toBeVisible()
  await expect(fresh.getByText('This device has cleaned up and confirmed.')).toBeVisible()
  await fresh.getByRole('link', { name: 'Sign in again' }).click()
  await expect(fresh.locator('#account')).toHaveValue('')
})

test('a request to link arrives live among the approvals of every device, and goes when it is decided', async ({
  page,
  browser,
  scene: { server, firm, origin },
}) => {
  const who = await firm.member('Zoe')
  await signInPage(page, origin, who, '/approvals')
  const second = await another(browser)
  await signInPage(second, origin, who)
  const begun = await beginLink(server.url, deviceClaimOf(await createKey(), { name: 'New laptop' }))
  await second.goto(`${origin}/l#${begun.user_code}`)
  await expect(page.getByRole('listitem').filter({ hasText: 'New laptop' })).toBeVisible()
  await second.getByRole('button', { name: 'Not me — block' }).click()
  await expect(page.getByText('Nothing is waiting for this device.')).toBeVisible()
})
