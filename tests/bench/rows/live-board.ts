import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { sealCookie } from '#tests/support/web-session.ts'
import { changesOf, sayAtRate } from '../changes.ts'
import { newFolder } from '../folder.ts'
import type { Options } from '../options.ts'
import { rowOf, type Row } from '../row.ts'
import { DEPARTMENT, DEVICES_A_MEMBER, fill, type Seat } from '../seats.ts'
import { serveOurs } from '../served.ts'

const OPEN = 5_000
const PER_SECOND = 200
const FOR_MS = 60_000
const GOAL_MS = 100

/** The live board in Chromium with 5,000 open sign-outs while 200 a second change for a minute: its longest task. Needs the build. */
export async function liveBoard(options: Options): Promise<Row[]> {
  const folder = await newFolder(options)
  options.say(`the live board with ${OPEN} open sign-outs`)
  // Some are spare: what a minute of changes needs beyond two for each.
  const [owner, ...members] = await fill(folder, OPEN / DEVICES_A_MEMBER + 201)
  if (!owner) throw new Error('nobody was made')
  const server = await serveOurs(folder, [])
  const executablePath = process.env['CHROMIUM_PATH']
  const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath ? { executablePath } : {}) })
  try {
    const signOuts = await everyoneAsked(server.url, owner[0])
    const url = `http://localhost:${server.port}`
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const [name = '', value = ''] = (await sealCookie(folder, owner[0].token)).split(/=(.*)/s)
    await context.addCookies([{ name, value, url }])
    const page = await context.newPage()
    await page.addInitScript(gatherLongTasks)
    await page.goto(`${url}/admin/live`)
    await page.locator('tr[data-id]').first().waitFor()
    await pause(5_000)
    const forMs = FOR_MS / (options.rounds === 1 ? 4 : 1)
    const stop = await profiled(page)
    await page.evaluate('longTasks.length = 0')
    const changes = changesOf(signOuts, members.flat())
    const answered = await sayAtRate(server.url, changes, PER_SECOND, forMs)
    const tasks = await page.evaluate<readonly number[]>('longTasks')
    await stop()
    await pause(2_000)
    const moved = Number(await page.locator('.counts a[href*=received] b').innerText())
    if (moved < answered / 4) throw new Error(`the board shows ${moved} at work after ${answered} changes`)
    return [rowFor(tasks, (answered / forMs) * 1000, signOuts.size)]
  } finally {
    await browser.close()
    await server.stop()
  }
}

function rowFor(tasks: readonly number[], perSecond: number, open: number): Row {
  return rowOf({
    what: `longest task of the live board, ${open} open, ${Math.round(perSecond)} changes a second`,
    unit: 'ms',
    // Chromium calls a task long from 50 ms on: none means less than that.
    ours: Math.max(50, ...tasks),
    against: { name: 'the goal', value: GOAL_MS },
    goal: { atMost: 1 },
    more: { longTasks: tasks.length, over: tasks.filter((ms) => ms >= GOAL_MS).length, perSecond },
  })
}

/** Runs in the page. */
function gatherLongTasks(): void {
  const gathered: number[] = []
  Object.assign(globalThis, { longTasks: gathered })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gathered.push(Math.round(duration))
  }).observe({ type: 'longtask', buffered: true })
}

/** BENCH_PROFILE=FOLDER: what the page's own thread did. */
async function profiled(page: Page): Promise<() => Promise<void>> {
  const folder = process.env['BENCH_PROFILE']
  if (!folder) return () => Promise.resolve()
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Profiler.enable')
  await devtools.send('Profiler.start')
  return async () => {
    const { profile } = await devtools.send('Profiler.stop')
    await writeFile(join(folder, 'live-board.cpuprofile'), JSON.stringify(profile))
  }
}

type Batch = { id: string; state: string; signOuts: readonly { id: string; sessionId: string }[] }

/** Signs everybody out and waits until all of them are open: each session's sign-out. */
async function everyoneAsked(url: string, { token }: Seat): Promise<ReadonlyMap<string, string>> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ filter: { departmentId: DEPARTMENT }, reason: 'everybody goes home', confirm: true })
  const asked = await fetch(`${url}/api/v1/admin/sign-outs`, { method: 'POST', headers, body })
  const { batch } = (await asked.json()) as { batch?: Batch }
  if (batch === undefined) throw new Error(`asking everybody answered ${asked.status}`)
  for (;;) {
    const answer = await fetch(`${url}/api/v1/batches/${batch.id}`, { headers })
    const { state, signOuts } = (await answer.json()) as Batch
    if (state === 'done') return new Map(signOuts.map(({ id, sessionId }) => [sessionId, id]))
    await pause(1_000)
  }
}
