import { parseArgs } from 'node:util'
import { PlanError, readPlan } from './simulate/plan.ts'
import { endPrograms } from './simulate/real-files.ts'
import { simulate } from './simulate/simulate.ts'

/** `npm run simulate -- FILE [--url URL] [--quiet]`: many devices with chosen behaviours (docs/simulate.md). */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { url: { type: 'string' }, quiet: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [file] = positionals
  if (file === undefined) throw new PlanError('usage: npm run simulate -- FILE [--url URL] [--quiet]')
  const plan = await readPlan(file)
  const url = values.url ?? plan.url
  if (url === undefined) throw new PlanError('no server: give --url, or "url" in the file')
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort())
  const say = (device: string, what: string) =>
    values.quiet ? undefined : console.log(`${new Date().toISOString().slice(11, 23)}  ${device.padEnd(24)} ${what}`)
  try {
    await simulate(plan, url, say, () => console.log(`${plan.devices.length} devices are ready`), stopping.signal)
  } finally {
    endPrograms()
  }
  return 0
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof PlanError ? 2 : 1
}
