import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parsePlan } from './simulate/plan.ts'
import { startChild, type Child } from './demo/children.ts'
import { COMPANY, DEMO_PASSWORD } from './demo/company.ts'
import { MEMBERS } from './demo/members.ts'
import { PROGRAM, realAgents } from './demo/real-agents.ts'
import { setUpCompany } from './demo/set-up-company.ts'
import { signInTable } from './demo/sign-in-table.ts'

/**
 * `npm start -- --demo`: a company to try Signoff with, on loopback alone. The data is fresh every time and goes at the end; its devices
 * are another process that speaks the real protocol.
 */
async function main(): Promise<number> {
  const port = process.env.PORT ?? '3000'
  const host = process.env.HOST ?? '127.0.0.1'
  if (!/^(127(\.\d+){3}|localhost|::1)$/.test(host))
    throw new Error(`the demo is for this machine alone: HOST is ${host}`)
  const url = `http://localhost:${port}`
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())
  const home = resolve(process.env.SIGNOFF_DATA ?? './data')
  await mkdir(home, { recursive: true })
  const folder = await mkdtemp(join(home, 'demo-'))
  const children: Child[] = []
  let agents: Promise<void> = Promise.resolve()
  try {
    const args = ['server/main.ts', ...process.argv.slice(2)]
    const server = startChild('server', args, serverEnvironment(port, host, url, folder))
    children.push(server)
    const lost = Promise.race([endsEarly(server), stopped(stopping.signal)])
    await Promise.race([ready(url, stopping.signal), lost])
    await Promise.race([setUpCompany(url), lost])
    const plan = join(folder, 'devices.json')
    await writeFile(plan, devicePlan(url, folder))
    const devices = startChild('devices', ['scripts/simulate.ts', plan, '--quiet'])
    children.push(devices)
    console.log(signInTable(url))
    agents = realAgents(url, folder, stopping.signal)
    return await Promise.race([lost, endsEarly(devices)])
  } catch (error) {
    if (stopping.signal.aborted) return 0
    throw error
  } finally {
    stopping.abort()
    await agents
    // Devices first: a server that stops is no news to tell them.
    for (const child of children.reverse()) await child.stop(10_000)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function serverEnvironment(port: string, host: string, url: string, folder: string): NodeJS.ProcessEnv {
  const owner = MEMBERS.find(({ role }) => role === 'owner')
  const { DATABASE_URL: _, SIGNOFF_SECRET: __, SMTP_URL: ___, ...inherited } = process.env
  return {
    ...inherited,
    PORT: port,
    HOST: host,
    SIGNOFF_URL: url,
    SIGNOFF_DATA: folder,
    SIGNOFF_COMPANY: COMPANY,
    SIGNOFF_OWNER_EMAIL: owner?.email,
    SIGNOFF_OWNER_NAME: owner?.name,
    SIGNOFF_OWNER_PASSWORD: DEMO_PASSWORD,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    // The company is in Shenzhen, wherever it is tried.
    TZ: process.env.TZ ?? 'Asia/Shanghai',
    SIGNOFF_DEMO: '1',
  }
}

/** The plan as a file, so that what runs is what `npm run simulate` runs. */
function devicePlan(url: string, folder: string): string {
  const devices = MEMBERS.flatMap(({ email, devices: own }) =>
    own.map(({ real, ...device }) => ({ ...device, email, ...(real ? { files: filesOf(folder, device.name) } : {}) })),
  )
  const text = JSON.stringify({ url, password: DEMO_PASSWORD, devices }, null, 2)
  parsePlan(text)
  return text
}

/** A Mac's home folder and program, for the plan alone: the agent itself never says that it runs elsewhere than it does. */
function filesOf(folder: string, name: string) {
  const home = join(folder, 'homes', encodeURIComponent(name))
  return { manifest: PROGRAM.manifest, home, platform: 'macos', program: PROGRAM.command('--layout', 'macos') }
}

async function ready(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(`${url}/readyz`, { signal }).catch(() => null)
    if (answer?.ok) return
    await new Promise((next) => setTimeout(next, 200))
  }
  throw new Error('stopped')
}

async function endsEarly(child: Child): Promise<never> {
  const code = await child.ended
  throw new Error(`the ${child.name} ended with ${code ?? 'a signal'}`)
}

function stopped(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true }),
  )
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
