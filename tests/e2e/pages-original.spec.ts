import { expect } from '@playwright/test'
import { signInPage } from '#tests/support/gate.ts'
import { anotherPage, confirm, linkFrom, rowOf, signOut } from './support/people.ts'
import { test } from './support/shared-scene.ts'

/** A device that was linked by QR waits for its original (mission.md, guide statement 1.3). */
test.describe.configure({ timeout: 180_000 })

test('asked elsewhere, it waits for the original: one is approved and goes on, one is declined and says so', async ({
  page: original,
  browser,
  scene,
}) => {
  const { firm, origin } = scene
  const who = await firm.member('Ora')
  await signInPage(original, origin, who)
  const tablet = await linkFrom(original, scene, 'Ora’s tablet')
  await linkFrom(original, scene, 'Ora’s reader')
  const other = await anotherPage(browser)
  await signInPage(other, origin, who)

  await signOut(other, 'Ora’s tablet')
  const first = rowOf(other, 'Ora’s tablet', 'Signing out')
  await expect(first).toContainText(/Waiting for .*Chrom/)
  await expect(first).toContainText('after approval')
  await expect(original.getByText('needs this device to confirm its sign-out.')).toBeVisible()
  await original.getByRole('link', { name: 'Approvals' }).click()
  await original.waitForURL(`${origin}/approvals`)
  await original.getByRole('link', { name: 'Review Ora’s tablet' }).click()
  await original.getByRole('button', { name: 'Approve sign-out' }).click()
  await expect(original.getByText(/^Already decided on/)).toBeVisible()
  await expect(first).toContainText('Waiting for device')
  await confirm(tablet)
  await expect(first).toContainText('Signed out, confirmed')

  await signOut(other, 'Ora’s reader')
  const second = rowOf(other, 'Ora’s reader', 'Signing out')
  await expect(second).toContainText(/Waiting for .*Chrom/)
  await original.goto(`${origin}/approvals`)
  await original.getByRole('link', { name: 'Review Ora’s reader' }).click()
  await original.getByRole('button', { name: 'Decline…' }).click()
  await original.getByLabel('Wrong device').check()
  await original.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(original.getByText(/^Declined at .*: Wrong device/)).toBeVisible()
  await expect(second).toContainText('Declined by original device')
  await expect(second).toContainText('declined. Access stays ended.')
  await expect(second.getByRole('button', { name: 'Ask again' })).toBeVisible()
  await other.context().close()
})
