/** Finds a browser for the end to end tests, or gets one. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../setup/child.mjs'
import { toolEnvironment } from '../setup/node.mjs'
import { root, say, SetupError } from '../setup/project.mjs'
import { tool } from '../setup/tool.mjs'

const DOWNLOAD_LIMIT_MS = 300_000
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

/**
 * In this order: CHROMIUM_PATH, what is installed, Playwright's own if it is there, Debian's package when we are root
 * (it brings the libraries that a bare machine lacks), Playwright's own from the network.
 * @param {string} node
 * @returns {Promise<{CHROMIUM_PATH: string}>} to be put into the environment of Playwright
 * @throws {SetupError} when none can be had
 */
export async function browserEnvironment(node) {
  const given = () => process.env.CHROMIUM_PATH
  const sources = [given, installed, () => playwrights(node), debians, () => download(node)]
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

async function playwrights(node) {
  let path = ''
  const ask = "import { chromium } from '@playwright/test'; process.stdout.write(chromium.executablePath())"
  await run(node, ['--input-type=module', '--eval', ask], { cwd: root, onOutput: (text) => (path += text) })
  return existsSync(path) ? path : undefined
}

async function download(node) {
  say("getting Playwright's Chromium")
  const env = toolEnvironment(node, { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' })
  const args = [tool('@playwright/test', 'playwright'), 'install', 'chromium']
  await run(node, args, { cwd: root, env, timeout: DOWNLOAD_LIMIT_MS })
  return playwrights(node)
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
