import { expect, test, type Page } from '@playwright/test'
import { company, type Company, type TestMember } from '#tests/support/company.ts'
import { signInPage } from '#tests/support/gate.ts'
import { owner } from '#tests/support/server.ts'
import { testDevice, type TestDevice } from '#tests/support/test-device.ts'
import { anotherPage, confirm, report } from './support/people.ts'
import { openTwoNodes, pagesOn, type TwoNodes } from './support/two-nodes.ts'

/** Issue 3, done when: an administrator and a member on two nodes see the same sign-out move live; killing either node loses nothing. */
let nodes: TwoNodes
let firm: Company
let who: TestMember
test.beforeAll(async () => {
  test.setTimeout(120_000)
  nodes = await openTwoNodes()
  firm = await company(nodes.a.url)
  who = await firm.member('李娜')
})
test.afterAll(() => nodes.dispose())

/** The same device calling the other node, as a balancer would have it. */
function at(url: string, { key, claim, token, id, sessionId, memberId }: TestDevice): TestDevice {
  const signedIn = {
    token,
    device: { id, name: '' },
    session: { id: sessionId },
    member: { id: memberId, name: '', roles: [] },
  }
  return testDevice(url, { email: '', password: '' }, key, claim, signedIn)
}

const onBoard = (page: Page, device: string) => page.locator('tr[data-id]').filter({ hasText: device })
const onDevices = (page: Page, device: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: device })

test('[AD5] one sign-out on two nodes moves live in both browsers, and outlives each node', async ({ browser }) => {
  test.setTimeout(120_000)
  const { a, b, balancer, origin } = nodes
  const laptop = await firm.device(who, { name: 'Laptop' })
  const tablet = await firm.device(who, { name: 'Tablet', kind: 'tablet', os: 'ipados' })
  const [admin, member] = [await anotherPage(browser), await anotherPage(browser)]
  balancer.to([a.port])
  await signInPage(admin, origin, owner, '/admin/live')
  await expect.poll(() => pagesOn(a)).toBe(1)
  balancer.to([b.port])
  await signInPage(member, origin, who)
  await expect.poll(() => pagesOn(b)).toBe(1)
  expect(await pagesOn(a)).toBe(1)

  // The member asks; the administrator sees it on the other node, and the device speaks to either.
  await member.getByRole('button', { name: 'Sign out Laptop' }).click()
  await member.getByRole('dialog').getByRole('button', { name: 'Sign out Laptop' }).click()
  await expect(onBoard(admin, 'Laptop')).toContainText('Waiting for device')
  await report(at(b.url, laptop), { type: 'progress', step: 'records', done: 1, of: 3 })
  await expect(onBoard(admin, 'Laptop')).toContainText('Cleaning up')
  await expect(onDevices(member, 'Laptop')).toContainText('Cleaning up')

  await a.kill() // the administrator's node
  await confirm(at(b.url, laptop))
  await expect(onBoard(admin, 'Laptop')).toContainText('Signed out, confirmed', { timeout: 20_000 })
  await expect(onDevices(member, 'Laptop')).toContainText('confirmed')
  await a.restart()

  // The administrator forces one; then the member's node goes.
  const forced = await firm.owner.http.post(
    '/api/v1/admin/sign-outs',
    { sessions: [tablet.sessionId], reason: 'the tablet was lost', confirm: true },
    { token: firm.owner.token },
  )
  expect(forced.status).toBe(202)
  await expect(onDevices(member, 'Tablet')).toContainText('Waiting for device')
  balancer.to([a.port])
  await b.kill()
  await confirm(at(a.url, tablet))
  await expect(onDevices(member, 'Tablet')).toContainText('confirmed', { timeout: 20_000 })
  await expect(onBoard(admin, 'Tablet')).toContainText('Signed out, confirmed', { timeout: 20_000 })
  const verified = await admin.request.get(`${origin}/api/v1/admin/audit/verify`)
  expect(await verified.json()).toMatchObject({ ok: true })
})
