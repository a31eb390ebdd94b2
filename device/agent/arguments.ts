import { parseArgs } from 'node:util'
import { CLEANUPS, EXITS } from '#domain/sign-out/options.ts'
import { LEVELS } from './manifest/levels.ts'
import { UsageError } from './output.ts'

const OPTIONS = {
  state: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  replace: { type: 'string' },
  exit: { type: 'string' },
  cleanup: { type: 'string' },
  manifest: { type: 'string' },
  home: { type: 'string' },
  level: { type: 'string' },
  list: { type: 'boolean' },
  restore: { type: 'string' },
  to: { type: 'string' },
  'keep-records': { type: 'boolean' },
  'clear-cache': { type: 'boolean' },
  unbind: { type: 'boolean' },
  run: { type: 'boolean' },
  http: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export type Arguments = ReturnType<typeof readArguments>

/** @throws {UsageError} for an unknown command, option or value */
export function readArguments(argv: readonly string[]) {
  const end = argv.indexOf('--')
  const { values, positionals } = parse(end < 0 ? argv : argv.slice(0, end))
  const [command, ...rest] = positionals
  const program = end < 0 ? [] : argv.slice(end + 1)
  if (program.length > 0 && command !== 'run') throw new UsageError('a program after -- is for run')
  const takesUrl = command === 'link' || command === 'sign-in'
  if (rest.length > (takesUrl ? 1 : 0)) throw new UsageError(`too many arguments: ${rest.join(' ')}`)
  const chosen = {
    exit: oneOf('exit', EXITS, values.exit),
    cleanup: oneOf('cleanup', CLEANUPS, values.cleanup),
    level: oneOf('level', LEVELS, values.level),
  }
  return { command, url: takesUrl ? originOf(rest[0]) : null, program, values: { ...values, ...chosen } }
}

function oneOf<T extends string>(name: string, choices: readonly T[], said: string | undefined): T | undefined {
  const found = choices.find((choice) => choice === said)
  if (said === undefined || found !== undefined) return found
  throw new UsageError(`--${name} is ${choices.join(' or ')}, not "${said}"`)
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'wrong arguments')
  }
}

/** The server's origin. Plain http is for this machine alone: a token must not travel in the clear. */
function originOf(text: string | undefined): string {
  if (text === undefined) throw new UsageError('the URL of the server is missing')
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`not a URL: ${text}`)
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !loopback) throw new UsageError(`${text} must be https`)
  return url.origin
}
