import { gzipSync } from 'node:zlib'
import { chromium } from '@playwright/test'
import { signInWeb } from '#tests/support/web-session.ts'
import { newFolder } from '../folder.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { serveOurs } from '../served.ts'

const owner = { email: 'owner@example.com', password: 'correct horse battery staple', name: 'Ada Owner' }
const GOAL_KB = 150

/** All scripts that a browser fetches for the devices page until it is live and idle, gzipped. Needs the build. */
export async function pageJavascript(options: Options): Promise<Row[]> {
  options.say('the devices page in Chromium')
  const server = await serveOurs(await newFolder(options), [], {
    SIGNOFF_OWNER_EMAIL: owner.email,
    SIGNOFF_OWNER_PASSWORD: owner.password,
    SIGNOFF_OWNER_NAME: owner.name,
    SIGNOFF_COMPANY: 'Bench',
  })
  const executablePath = process.env['CHROMIUM_PATH']
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
  try {
    const { cookie } = await signInWeb(server.url, owner)
    const sizes = await scriptsOf(browser, server.url, cookie)
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    return [
      rowOf({
        what: 'JavaScript of the devices page, gzipped',
        unit: 'KB',
        ours: bytes / 1000,
        against: { name: 'the goal', value: GOAL_KB },
        goal: { atMost: 1 },
        more: { files: sizes.length },
      }),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function scriptsOf(browser: Awaited<ReturnType<typeof chromium.launch>>, url: string, cookie: string) {
  const context = await browser.newContext()
  const [name = '', value = ''] = cookie.split(/=(.*)/s)
  await context.addCookies([{ name, value, url }])
  const page = await context.newPage()
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    sizes.push(response.body().then((body) => gzipSync(body).length))
  })
  await page.goto(`${url}/devices`, { waitUntil: 'networkidle' })
  if (!page.url().endsWith('/devices')) throw new Error(`the devices page led to ${page.url()}`)
  return Promise.all(sizes)
}
