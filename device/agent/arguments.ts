import { parseArgs } from 'node:util'
import { CLEANUPS, EXITS } from '#domain/sign-out/options.ts'
import { COMMANDS, EVERYWHERE, isCommand, isOption, OPTIONS, type Command, type Option } from './commands.ts'
import { LEVELS } from './manifest/levels.ts'
import { UsageError } from './output.ts'

export type Arguments = ReturnType<typeof readArguments>

/** @throws {UsageError} for an unknown command, or an option or a value that it does not have */
export function readArguments(argv: readonly string[]) {
  const end = argv.indexOf('--')
  const own = end < 0 ? argv : argv.slice(0, end)
  const program = end < 0 ? [] : argv.slice(end + 1)
  const [name, ...rest] = lookAt(own)
  if (name !== undefined && !isCommand(name)) throw new UsageError(({ command }) => command(name))
  const { values } = parseArgs({ args: [...own], options: OPTIONS, allowPositionals: true })
  const chosen = {
    exit: oneOf('--exit', EXITS, values.exit),
    cleanup: oneOf('--cleanup', CLEANUPS, values.cleanup),
    level: oneOf('--level', LEVELS, values.level),
  }
  const said = { command: name, url: null, program, values: { ...values, ...chosen } }
  if (name === undefined || values.help) return said
  for (const option of Object.keys(values).filter(isOption))
    if (!takes(name, option)) throw new UsageError(({ notHere }) => notHere(`--${option}`, name))
  if (program.length > 0 && name !== 'run') throw new UsageError((wrong) => wrong.program)
  const takesUrl = name === 'link' || name === 'sign-in'
  const tooMany = rest.slice(takesUrl ? 1 : 0)
  if (tooMany.length > 0) throw new UsageError((wrong) => wrong.tooMany(tooMany.join(' ')))
  const url = takesUrl ? originOf(rest[0]) : null
  if (name === 'sign-in') needs('--email', values.email)
  if (name === 'clean') needs('--level', values.level)
  if (values.restore !== undefined) needs('--to', values.to)
  return { ...said, url }
}

function needs(option: string, value: string | undefined): void {
  if (value === undefined) throw new UsageError(({ missing }) => missing(option))
}

/** Says what is wrong with an option in our own words; resolves with all that is none. */
function lookAt(argv: readonly string[]): readonly string[] {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true })
  return tokens.flatMap((token) => {
    if (token.kind === 'positional') return [token.value]
    if (token.kind === 'option-terminator') return []
    const { name, rawName, value, inlineValue } = token
    if (!isOption(name)) throw new UsageError(({ option }) => option(rawName))
    if (OPTIONS[name].type === 'boolean') {
      if (value !== undefined) throw new UsageError(({ noValue }) => noValue(rawName))
    } else if (value === undefined || (value.startsWith('-') && !inlineValue))
      throw new UsageError(({ needsValue }) => needsValue(rawName))
    return []
  })
}

function takes(command: Command, option: Option): boolean {
  const own: readonly Option[] = COMMANDS[command]
  const all: readonly Option[] = EVERYWHERE
  return own.includes(option) || all.includes(option)
}

function oneOf<T extends string>(name: string, choices: readonly T[], said: string | undefined): T | undefined {
  const found = choices.find((choice) => choice === said)
  if (said === undefined || found !== undefined) return found
  throw new UsageError(({ value }) => value(name, choices.join(' | '), said))
}

/** The server's origin. Plain http is for this machine alone: a token must not travel in the clear. */
function originOf(text: string | undefined): string {
  if (text === undefined) throw new UsageError(({ missing }) => missing('URL'))
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(({ notUrl }) => notUrl(text))
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !loopback) throw new UsageError(({ https }) => https(text))
  return url.origin
}
