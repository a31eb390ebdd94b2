import { pause } from '#device/client/index.ts'
import { readAccount } from './account.ts'
import { guardOf, openAgent, type Agent } from './agent.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { backupsCommand } from './backups-command.ts'
import { cleanCommand } from './clean-command.ts'
import { readEnvironment } from './environment.ts'
import { outcomeOfError } from './failure.ts'
import { fileVault } from './file-vault.ts'
import { rememberGuard, type GuardChoice } from './guard-choice.ts'
import { helpText } from './help.ts'
import { linkCommand } from './link-command.ts'
import { takeLock } from './lock.ts'
import { createOutput, EXIT, UsageError, type Outcome, type Output } from './output.ts'
import { GRACE_MS } from './processes/end-processes.ts'
import { processTable } from './processes/process-table.ts'
import { runCommand } from './run-command.ts'
import { signInCommand } from './sign-in-command.ts'
import { signOutCommand } from './sign-out-command.ts'
import { defaultStatePath, openStateFolder, type StateFolder } from './state-folder.ts'
import { statusCommand } from './status-command.ts'
import { wordsFor } from './words/words.ts'

/** The agent's command line (protocol.md, part 10). */
async function main(argv: readonly string[]): Promise<void> {
  const { locale, ...words } = wordsFor(readEnvironment().language)
  const end = argv.indexOf('--')
  const output = createOutput(words, (end < 0 ? argv : argv.slice(0, end)).includes('--json'))
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort(name))
  try {
    const args = readArguments(argv)
    if (args.command === undefined || args.values.help) {
      output.say(helpText(output.help, args.command))
      return output.finish({ exit: args.values.help ? EXIT.done : EXIT.usage, json: {} })
    }
    output.finish(await command({ args, output, locale, signal: stopping.signal }))
  } catch (error) {
    output.finish(outcomeOfError(error, output))
  }
}

type Asked = {
  readonly args: Arguments
  readonly output: Output
  readonly locale: string
  readonly signal: AbortSignal
}

async function command(asked: Asked): Promise<Outcome> {
  const { args, output } = asked
  const { state, manifest = null, home = null } = args.values
  const folder = await openStateFolder(state ?? defaultStatePath(readEnvironment()))
  const choice = { manifest, home }
  if (args.command === 'clean') return clean(folder, choice, args, output)
  const url = args.url ?? (await readAccount(folder))?.url
  if (url === undefined) return nobody(output, args)
  return withServer(asked, folder, url, choice).catch((error: unknown) => outcomeOfError(error, output, url))
}

async function withServer(asked: Asked, folder: StateFolder, url: string, guard: GuardChoice): Promise<Outcome> {
  const { args, output, locale, signal } = asked
  const agent = await openAgent(folder, url, { locale, guard, http: args.values.http ?? false })
  await rememberGuard(folder, guard)
  if (args.command === 'status') return statusCommand(agent, output)
  const work = () => worker(agent, args, output, signal)
  // "sign-out" may be said beside a running agent, which then does the work.
  return args.command === 'sign-out'
    ? signOutCommand(agent, output, args, () => locked(folder, work))
    : locked(folder, work)
}

/** Needs no server, and nobody who is signed in. */
async function clean(folder: StateFolder, choice: GuardChoice, args: Arguments, output: Output): Promise<Outcome> {
  const { level, list = false } = args.values
  if (level === undefined) throw new UsageError(({ missing }) => missing('--level'))
  const guard = await guardOf(folder, choice)
  await rememberGuard(folder, choice)
  const ender = { table: processTable(), pause, graceMs: GRACE_MS }
  return cleanCommand({ folder, vault: fileVault(folder.vaultFile), guard, ender }, output, { level, list })
}

async function locked<T>(folder: StateFolder, work: () => Promise<T>): Promise<T> {
  const release = await takeLock(folder.lockFile)
  try {
    return await work()
  } finally {
    await release()
  }
}

async function worker(agent: Agent, args: Arguments, output: Output, signal: AbortSignal): Promise<Outcome> {
  const { email, name, replace, run, restore, to } = args.values
  switch (args.command) {
    case 'run':
    case 'sign-out':
      return runCommand(agent, output, signal, args.program)
    case 'backups':
      return backupsCommand(agent, output, { restore, to })
    case 'link':
      return goOn(await linkCommand(agent, output, name, signal))
    case 'sign-in':
      return goOn(await signInCommand(agent, output, { email, name, replace }))
    default:
      throw new UsageError((wrong) => wrong.command(args.command ?? ''))
  }
  async function goOn(outcome: Outcome): Promise<Outcome> {
    return run && outcome.exit === EXIT.done ? runCommand(agent, output, signal) : outcome
  }
}

function nobody({ say, words }: Output, { command: name }: Arguments): Outcome {
  say(words.notSignedIn)
  return { exit: name === 'status' ? EXIT.done : EXIT.failed, json: { state: 'none' } }
}

await main(process.argv.slice(2))
