import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { askToSignOut } from './support/people.ts'

/** `npm start -- --demo` as a newcomer meets it (issue 2, 1.2): the first sign-in of its table, four devices, and a sign-out that confirms. */
test.describe.configure({ mode: 'serial' })

let data: string
let url: string
let demo: ChildProcess
let said = ''

test.beforeAll(async () => {
  test.setTimeout(120_000)
  data = await mkdtemp(join(tmpdir(), 'signoff-demo-'))
  const port = await freePort()
  url = `http://localhost:${port}`
  const env = { ...process.env, NODE_ENV: 'production' as const, PORT: String(port), SIGNOFF_DATA: data }
  demo = spawn(process.execPath, ['scripts/demo.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    demo.on('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${said}`)))
    demo.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('devices are ready')) resolve()
    })
  })
})
test.afterAll(async () => {
  demo?.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function signIn(page: Page): Promise<void> {
  const email = /\S+@\S+/.exec(said)?.[0] ?? ''
  const password = /Password of everybody: (\S+)/.exec(said)?.[1] ?? ''
  await page.goto(`${url}/sign-in`)
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await expect(page.getByText('5 of 5 places used')).toBeVisible()
}

test('the first sign-in has four devices; one is signed out and becomes confirmed within 60 s', async ({ page }) => {
  await signIn(page)
  const phone = '李娜的 iPhone 15'
  const others = page.getByRole('region', { name: 'Other devices' })
  await expect(others.getByRole('listitem')).toHaveCount(4)
  const dialog = await askToSignOut(page, phone)
  await dialog.getByRole('button', { name: `Sign out ${phone}` }).click()
  const row = page.getByRole('region', { name: 'Signing out' }).getByRole('listitem').filter({ hasText: phone })
  await expect(row).toContainText('Signed out, confirmed', { timeout: 60_000 })
  await expect(row.getByRole('link', { name: `Receipt of ${phone}` })).toBeVisible()
})

test('this browser is a device too: its session ended, it locks, cleans up, confirms, and its cookie goes', async ({
  page,
}) => {
  await signIn(page)
  await page.evaluate(() => localStorage.setItem('draft', 'x'.repeat(1_000)))
  const status = await page.evaluate(async () => {
    const me = (await (await fetch('/api/v1/me')).json()) as { session: { id: string } }
    const body = JSON.stringify({ sessions: [me.session.id], confirm: true, reason: 'left on a train' })
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/v1/sign-outs', { method: 'POST', headers, body })).status
  })
  expect(status).toBe(202)
  await expect(page.getByText('left on a train')).toBeVisible()
  await expect(page.getByText('This device has cleaned up and confirmed.')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('李娜的 iPhone 15')).toHaveCount(0)
  expect(await page.evaluate(() => localStorage.length)).toBe(0)
  const cookies = await page.context().cookies()
  expect(cookies.map(({ name }) => name).filter((name) => name.endsWith('session'))).toEqual([])
})

test('SIGTERM ends it with 0 and leaves nothing behind', async () => {
  const code = new Promise((resolve) => demo.on('exit', resolve))
  demo.kill('SIGTERM')
  expect(await code).toBe(0)
  expect(await readdir(data)).toEqual([])
})
