import { pause, Refused, Unreachable } from '#device/client/index.ts'
import { readAccount } from './account.ts'
import { guardOf, openAgent, type Agent } from './agent.ts'
import { readArguments, type Arguments } from './arguments.ts'
import { backupsCommand } from './backups-command.ts'
import { cleanCommand } from './clean-command.ts'
import { readEnvironment } from './environment.ts'
import { fileVault } from './file-vault.ts'
import { rememberGuard, type GuardChoice } from './guard-choice.ts'
import { linkCommand } from './link-command.ts'
import { Locked, takeLock } from './lock.ts'
import { ManifestError } from './manifest/manifest.ts'
import { createOutput, EXIT, UsageError, type Outcome, type Output } from './output.ts'
import { GRACE_MS } from './processes/end-processes.ts'
import { processTable } from './processes/process-table.ts'
import { runCommand } from './run-command.ts'
import { signInCommand } from './sign-in-command.ts'
import { signOutCommand } from './sign-out-command.ts'
import { defaultStatePath, openStateFolder, type StateFolder } from './state-folder.ts'
import { statusCommand } from './status-command.ts'
import { wordsFor } from './words.ts'

/** The agent's command line (protocol.md, part 10). */
async function main(argv: readonly string[]): Promise<void> {
  const { words, locale } = wordsFor(readEnvironment().language)
  const output = createOutput(words, argv.includes('--json'))
  const stopping = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => stopping.abort(name))
  try {
    const args = readArguments(argv)
    if (args.command === undefined || args.values.help) {
      output.say(words.usage)
      return output.finish({ exit: args.values.help ? EXIT.done : EXIT.usage, json: {} })
    }
    output.finish(await command(args, output, locale, stopping.signal))
  } catch (error) {
    output.finish(outcomeOfError(error, output))
  }
}

async function command(args: Arguments, output: Output, locale: string, signal: AbortSignal): Promise<Outcome> {
  const { state, manifest = null, home = null, http = false } = args.values
  const folder = await openStateFolder(state ?? defaultStatePath(readEnvironment()))
  const choice = { manifest, home }
  if (args.command === 'clean') return clean(folder, choice, args, output)
  const url = args.url ?? (await readAccount(folder))?.url
  if (url === undefined) return nobody(output, args)
  const agent = await openAgent(folder, url, { locale, http, guard: choice })
  await rememberGuard(folder, choice)
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
  if (level === undefined) throw new UsageError('--level is missing: basic, deep or full')
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
      throw new UsageError(`no command "${args.command}"`)
  }
  async function goOn(outcome: Outcome): Promise<Outcome> {
    return run && outcome.exit === EXIT.done ? runCommand(agent, output, signal) : outcome
  }
}

function nobody({ say, words }: Output, { command: name }: Arguments): Outcome {
  if (!['run', 'status', 'sign-out', 'backups'].includes(name ?? '')) throw new UsageError(`no command "${name}"`)
  say(words.notSignedIn)
  return { exit: name === 'status' ? EXIT.done : EXIT.failed, json: { state: 'none' } }
}

function outcomeOfError(error: unknown, { say, words }: Output): Outcome {
  if (error instanceof ManifestError) {
    say(words.badManifest(error.message))
    return { exit: EXIT.usage, json: { error: 'manifest', detail: error.message } }
  }
  if (error instanceof UsageError) {
    say(`${error.message}\n\n${words.usage}`)
    return { exit: EXIT.usage, json: { error: 'usage', detail: error.message } }
  }
  if (error instanceof Refused) {
    say(words.refused(`${error.code} · ${error.message}`))
    return { exit: EXIT.refused, json: { error: error.code, ...error.data } }
  }
  const code = error instanceof Unreachable ? 'unreachable' : error instanceof Locked ? 'busy' : 'failed'
  say(error instanceof Unreachable ? words.unreachable : error instanceof Locked ? words.busy : String(error))
  return { exit: EXIT.failed, json: { error: code } }
}

await main(process.argv.slice(2))
