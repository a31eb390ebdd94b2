import { expect, type Page } from '@playwright/test'
import type { TestDevice } from '#tests/support/test-device.ts'
import { clearCookies, expectWell, signInPage, speak } from '#tests/support/gate.ts'
import { advance, confirm, report, type Scene } from './support/people.ts'
import { test } from './support/shared-scene.ts'

/** Each page of a member in each of its states: nothing for axe to find, and nothing wider than a small phone. */
/** The last and the longest: both languages at once, so that neither worker idles. */
test.describe.configure({ mode: 'parallel' })

const LOOKS = [
  { width: 1280, theme: 'light' },
  { width: 320, theme: 'dark' },
] as const

async function wellInEachLook(page: Page, what: string): Promise<void> {
  for (const { width, theme } of LOOKS) {
    await page.setViewportSize({ width, height: 740 })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }) // no colour is caught on its way to another
    await expectWell(page, `${what}, ${width} px, ${theme}`)
  }
}

const DEVICES = [
  { kind: 'phone', os: 'ios', name: '李娜的 iPhone 15' },
  { kind: 'tablet', os: 'ipados', name: 'A tablet with a name that is much longer than anybody would think' },
  { kind: 'desktop', os: 'windows', name: 'Windows PC' },
  { kind: 'desktop', os: 'macos', name: 'MacBook Pro' },
] as const

/** A member with every state on one page: late, failed, cleaning, confirmed; and one device that is still signed in. */
async function everyState(page: Page, scene: Scene, name: string) {
  const { firm, origin } = scene
  const who = await firm.member(name)
  const leaving: TestDevice[] = []
  for (const device of DEVICES) leaving.push(await firm.device(who, device))
  await signInPage(page, origin, who)
  const answer = await page.request.post(`${origin}/api/v1/sign-outs`, {
    data: { sessions: leaving.map(({ sessionId }) => sessionId), reason: 'moving office', confirm: true },
    headers: { origin },
  })
  const { batch, signOuts } = (await answer.json()) as {
    batch: { id: string }
    signOuts: { id: string; device: { name: string } }[]
  }
  const [, failing, cleaning, done] = leaving
  await advance(scene, 4)
  if (done) await confirm(done)
  if (failing) await confirm(failing, { result: 'failed', steps: [{ name: 'records', ok: false }] })
  if (cleaning) await report(cleaning, { type: 'progress', step: 'records', done: 1, of: 3 })
  await advance(scene, 12)
  const staying = await firm.device(who, { kind: 'phone', os: 'android', name: 'New phone' })
  const of = (device: string) => signOuts.find((signOut) => signOut.device.name === device)?.id ?? ''
  return {
    batch: batch.id,
    done: of('MacBook Pro'),
    late: of('李娜的 iPhone 15'),
    device: staying.id,
    mac: done?.id ?? '',
  }
}

for (const locale of ['en', 'zh-CN'] as const) {
  test(`empty, with every state, with a question open, and at addresses of nothing (${locale})`, async ({
    page,
    scene,
  }) => {
    test.setTimeout(180_000)
    const { firm, origin } = scene
    await speak(page, origin, locale)
    await signInPage(page, origin, await firm.member(`Only ${locale}`))
    await expect(page.locator('.empty')).toBeVisible()
    await wellInEachLook(page, 'empty')
    await clearCookies(page, { name: /session/ })
    const made = await everyState(page, scene, `All ${locale}`)
    await page.goto(`${origin}/devices`)
    await expect(page.locator('.lag').first()).toBeVisible()
    await wellInEachLook(page, 'devices')
    await page.locator('.ask .main-act').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await wellInEachLook(page, 'question')
    const pages = [
      `devices/${made.device}`,
      `devices/${made.mac}/mac`,
      'contacts',
      `sign-outs/${made.batch}`,
      `sign-outs/${made.late}`,
      `sign-outs/${made.done}/receipt`,
      `sign-outs/${made.late}/receipt`,
      'inbox',
      'guide',
      'guide/1',
      'guide/8',
      'settings',
      'devices/dev_unknown',
      'sign-outs/out_unknown',
    ]
    for (const path of pages) {
      await page.goto(`${origin}/${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await wellInEachLook(page, path)
    }
  })
}
