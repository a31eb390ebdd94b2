/** Finds a browser for the end to end tests, or gets one. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../setup/child.mjs'
import { toolEnvironment } from '../setup/node.mjs'
import { root, say, SetupError } from '../setup/project.mjs'
import { tool } from '../setup/tool.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

/**
 * In this order: CHROMIUM_PATH, what is installed, Playwright's own, Debian's package when we are root.
 * @param {string} node
 * @returns {Promise<{CHROMIUM_PATH: string}>} to be put into the environment of Playwright
 * @throws {SetupError} when none can be had
 */
export async function browserEnvironment(node) {
  const sources = [
    () => process.env.CHROMIUM_PATH,
    installed,
    () => playwrights(node, false),
    () => playwrights(node, true),
    debians,
  ]
  for (const source of sources) {
    const path = await source()
    if (path && (await starts(path))) return { CHROMIUM_PATH: path }
  }
  throw new SetupError('no browser: install Chromium or set CHROMIUM_PATH to one')
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

async function playwrights(node, download) {
  if (download) {
    say("getting Playwright's Chromium")
    const args = [tool('@playwright/test', 'playwright'), 'install', 'chromium']
    if ((await run(node, args, { cwd: root, env: toolEnvironment(node) })) !== 0) return undefined
  }
  let path = ''
  const ask = "import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())"
  await run(node, ['--input-type=module', '--eval', ask], { cwd: root, onOutput: (text) => (path += text) })
  return existsSync(path) ? path : undefined
}

async function debians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  say("installing Debian's chromium (apt-get)")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  const code = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env })
  return code === 0 ? installed() : undefined
}

/** A browser that lacks a system library is there and does not start. */
async function starts(path) {
  return (await run(path, ['--version', '--no-sandbox'], { onOutput: () => {}, timeout: 20_000 })) === 0
}
