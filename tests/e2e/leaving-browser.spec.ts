import { readFile } from 'node:fs/promises'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { clearCookies, expectWell, signInPage, typeSignIn } from '#tests/support/gate.ts'
import { askToSignOut, openScene, rowOf, type Scene } from './support/people.ts'

/** What each sign-out really does in a phone's browser: its notes, its directory, its key, and what opens without a network. */
test.describe.configure({ timeout: 90_000 })
let scene: Scene
test.beforeAll(async () => {
  scene = await openScene()
})
test.afterAll(() => scene.server.dispose())

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1'
const NOTE = 'prefers to be called before noon'

async function phonePage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    userAgent: IPHONE,
    viewport: { width: 390, height: 844 },
    serviceWorkers: 'allow',
  })
  return context.newPage()
}

/** How many rows each store of the device's database has, the names of its keys, and whether a text can be read in any of it. */
function held(page: Page, text: string) {
  return page.evaluate(async (wanted) => {
    const names = (await indexedDB.databases()).map(({ name }) => name)
    const counts: Record<string, number> = { caches: (await caches.keys()).length }
    if (!names.includes('signoff-device')) return { counts, keys: [] as string[], readable: false }
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error ?? new Error('not read'))
      })
    const database = await done(indexedDB.open('signoff-device'))
    let readable = false
    const look = (value: unknown): void => {
      if (value instanceof ArrayBuffer) readable ||= new TextDecoder().decode(value).includes(wanted)
      else if (ArrayBuffer.isView(value)) look(new Uint8Array(value.buffer).slice().buffer)
      else if (typeof value === 'string') readable ||= value.includes(wanted)
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look)
    }
    for (const store of database.objectStoreNames) {
      const rows: unknown[] = await done(database.transaction(store).objectStore(store).getAll())
      counts[store] = rows.length
      rows.forEach(look)
    }
    const keys = (await done(database.transaction('keys').objectStore('keys').getAllKeys())).map(String)
    database.close()
    return { counts, keys, readable }
  }, text)
}

async function signOutWith(page: Page, name: string, options: readonly string[]): Promise<void> {
  const dialog = await askToSignOut(page, name)
  for (const option of options) await dialog.getByLabel(option).check()
  await dialog.getByRole('button', { name: `Sign out ${name}` }).click()
  await expect(dialog).toHaveCount(0)
}

/** Ends the session of this page, as its own menu does. */
async function signOutHere(page: Page): Promise<void> {
  await page.evaluate(() =>
    fetch('/api/v1/sign-outs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope: 'this', confirm: true }),
    }).then(() => {}),
  )
}

/** A new sign-in is asked about; only one that is known has its ordinary button. */
async function knowSignIn(page: Page): Promise<void> {
  await page.reload()
  await page.getByRole('button', { name: 'This was me' }).click()
}

const confirmed = (page: Page) => expect(page.getByText('This device has cleaned up and confirmed.')).toBeVisible()

async function openPerson(page: Page, wanted: string, name: string): Promise<void> {
  await page.getByRole('searchbox').fill(wanted)
  await expect(page.locator('.person')).toHaveCount(1)
  await page.locator('.person summary').filter({ hasText: name }).click()
}

test('[LV3] [LV4] [LV5] records kept come back, caches are measured, unbind leaves nothing, and offline says as of when', async ({
  page: desk,
  browser,
}) => {
  const { firm, origin } = scene
  const department = await firm.department('销售部')
  await firm.member('王磊', { departmentId: department, customFields: { 工号: 'A-17' } })
  const who = await firm.member('Lin')
  const phone = await phonePage(browser)
  await signInPage(phone, origin, who, '/contacts')
  await signInPage(desk, origin, who)
  const name = 'Safari on iPhone'

  await test.step('a note on a colleague, found by pinyin, is sealed on the phone', async () => {
    await openPerson(phone, 'wanglei', '王磊')
    await expect(phone.getByText('A-17')).toBeVisible()
    await phone.getByLabel('My note').fill(NOTE)
    await phone.getByRole('button', { name: 'Save note' }).click()
    await expect(phone.locator('.person .tag')).toHaveText('Note')
    await expectWell(phone, 'contacts')
    // The note, the activity and the notices.
    await expect.poll(async () => (await held(phone, NOTE)).counts).toMatchObject({ directory: 1, records: 3, kept: 0 })
    expect((await held(phone, NOTE)).readable).toBe(false)
    expect((await held(phone, 'session.started')).readable).toBe(false)
    expect((await held(phone, '王磊')).readable).toBe(false)
  })

  await test.step('[EP8] a copy of what lies in this browser alone, before signing out of it', async () => {
    await phone.goto(`${origin}/settings/account`)
    await phone.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
    const saving = phone.waitForEvent('download')
    await phone.getByRole('dialog').getByRole('button', { name: 'Save a copy' }).click()
    expect(await readFile(await (await saving).path(), 'utf8')).toContain(NOTE)
    await phone.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('[LV3] kept: nothing opens them while signed out, and they come back with the next sign-in', async () => {
    await signOutWith(desk, name, ['Keep chat records'])
    await confirmed(phone)
    await expect(phone.getByText('Your records are kept here, encrypted.')).toBeVisible()
    const gone = await held(phone, NOTE)
    expect(gone.counts).toMatchObject({ directory: 1, records: 0, kept: 1 })
    expect(gone.keys.toSorted()).toEqual(['device', 'secret'])
    expect(gone.readable).toBe(false)
    await phone.getByRole('link', { name: 'Sign in again' }).click()
    await expect(phone.locator('#account')).toHaveValue(who.email)
  })

  await test.step('[LV8] another member on the same browser is not offered them, and leaves them as they are', async () => {
    const other = await firm.member('Mei')
    await typeSignIn(phone, other)
    await phone.waitForURL(`${origin}/devices`)
    await phone.goto(`${origin}/contacts`)
    await openPerson(phone, '王磊', '王磊')
    await expect(phone.getByLabel('My note')).toHaveValue('')
    await expect.poll(async () => (await held(phone, NOTE)).counts).toMatchObject({ records: 2, kept: 1 })
    expect((await held(phone, NOTE)).readable).toBe(false)
    const own = await phone.evaluate(async () => (await (await fetch('/api/v1/device/data-key')).json()) as unknown)
    expect(own).toMatchObject({ kept: null })
    await signOutHere(phone)
    await confirmed(phone)
    expect((await held(phone, NOTE)).counts).toMatchObject({ records: 0, kept: 1 })
  })

  await test.step('[LV3] the same member has them again', async () => {
    await phone.getByRole('link', { name: 'Sign in again' }).click()
    await typeSignIn(phone, who)
    await phone.waitForURL(`${origin}/devices`)
    await expect.poll(async () => (await held(phone, NOTE)).counts).toMatchObject({ records: 3, kept: 0 })
    await phone.goto(`${origin}/contacts`)
    await phone.waitForResponse(/api\/v1\/inbox\?limit=100/)
    await openPerson(phone, 'wl', '王磊')
    await expect(phone.getByLabel('My note')).toHaveValue(NOTE)
  })

  await test.step('[LV5] without a network it opens what it held, says as of when, and closes after the policy’s days', async () => {
    await phone.evaluate(async () => void (await navigator.serviceWorker.ready))
    await expect.poll(async () => (await held(phone, NOTE)).counts['caches']).toBe(1)
    await phone.context().setOffline(true)
    await phone.goto(`${origin}/devices`)
    await expect(
      phone.getByText(/^No connection\. This is what this device held at .+; nothing here is live\.$/),
    ).toBeVisible()
    await expect(phone.locator('.live.off')).toContainText('Not live')
    await openPerson(phone, '王', '王磊')
    await expect(phone.getByLabel('My note')).toHaveValue(NOTE)
    await expectWell(phone, 'offline')
    await phone.getByRole('link', { name: 'Activity' }).click()
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Activity')
    await expect(phone.getByText(/^Signed in on Safari on iPhone|Safari on iPhone signed in/).first()).toBeVisible()
    await expectWell(phone, 'offline activity')
    await phone.getByRole('link', { name: 'Inbox' }).click()
    await expect(phone.getByText(/Safari on iPhone signed out, confirmed after/)).toBeVisible()
    await expect(phone.getByRole('main').getByRole('button')).toHaveText(['Try again'])
    await phone.goto(`${origin}/activity`)
    await expect(phone.getByRole('heading', { level: 1 })).toHaveText('Activity')
    await phone.clock.setFixedTime(Date.now() - 2 * 60 * 60_000)
    await phone.reload()
    await expect(phone.getByText(/this device holds nothing that it may open now/), 'set back').toBeVisible()
    await phone.clock.setFixedTime(Date.now() + 15 * 24 * 60 * 60_000)
    await phone.reload()
    await expect(phone.getByText(/this device holds nothing that it may open now/)).toBeVisible()
    expect((await held(phone, NOTE)).keys).not.toContain('data')
    await phone.clock.setFixedTime(Date.now())
    await phone.context().setOffline(false)
    await phone.waitForURL(`${origin}/activity`) // what was wanted, by itself
    await phone.goto(`${origin}/contacts`)
    await openPerson(phone, '王磊', '王磊')
    await expect(phone.getByLabel('My note')).toHaveValue(NOTE)
  })

  await test.step('clear cache: directory, caches and the offline page go, and the bytes are measured', async () => {
    await knowSignIn(desk)
    await signOutWith(desk, name, ['Clear cached files'])
    await confirmed(phone)
    const { counts } = await held(phone, NOTE)
    expect(counts).toMatchObject({ directory: 0, records: 0, kept: 0, caches: 0 })
    const { items } = (await (await desk.request.get(`${origin}/api/v1/sign-outs?state=confirmed`)).json()) as {
      items: { options: { clearCache: boolean }; report: { bytesFreed: number; kept?: boolean } }[]
    }
    expect(items.find(({ options }) => options.clearCache)?.report.bytesFreed).toBeGreaterThan(1_000)
    expect(items.find(({ report }) => report.kept)).toBeDefined()
  })

  await test.step('cookies cleared by hand are no sign-out: the device stays on the list, and holds nothing that opens', async () => {
    await phone.getByRole('link', { name: 'Sign in again' }).click()
    await typeSignIn(phone, who)
    await phone.waitForURL(`${origin}/devices`)
    await clearCookies(phone, { name: /session/ })
    await phone.goto(`${origin}/devices`)
    await expect(phone.locator('#account')).toHaveValue(who.email)
    await expect.poll(async () => (await held(phone, NOTE)).keys).not.toContain('data')
    await desk.reload()
    await expect(rowOf(desk, name, 'Other devices')).toContainText(/Active|Last heard/)
  })

  await test.step('[LV4] unbind: the key, the secret and the name go; the form is empty', async () => {
    await typeSignIn(phone, who)
    await phone.waitForURL(`${origin}/devices`)
    const { devices } = (await (await desk.request.get(`${origin}/api/v1/devices`)).json()) as {
      devices: { name: string; status: { signInMs?: number; firstLoadMs?: number } | null }[]
    }
    expect(devices.filter((device) => device.name === name)).toHaveLength(1)
    await knowSignIn(desk)
    await signOutWith(desk, name, ['Unbind device'])
    await confirmed(phone)
    await expect
      .poll(async () => (await held(phone, who.email)).counts)
      .toMatchObject({ keys: 0, directory: 0, records: 0, kept: 0, caches: 0 })
    expect((await held(phone, who.email)).readable).toBe(false)
    await phone.getByRole('link', { name: 'Sign in again' }).click()
    await expect(phone.locator('#account')).toHaveValue('')
  })
  await phone.context().close()
})
