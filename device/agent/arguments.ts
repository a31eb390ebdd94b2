import { parseArgs } from 'node:util'
import { UsageError } from './output.ts'

const OPTIONS = {
  state: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  replace: { type: 'string' },
  exit: { type: 'string' },
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
  const { values, positionals } = parse(argv)
  const [command, ...rest] = positionals
  if (values.exit !== undefined && values.exit !== 'full' && values.exit !== 'quick')
    throw new UsageError(`--exit is full or quick, not "${values.exit}"`)
  const takesUrl = command === 'link' || command === 'sign-in'
  if (rest.length > (takesUrl ? 1 : 0)) throw new UsageError(`too many arguments: ${rest.join(' ')}`)
  return { command, url: takesUrl ? originOf(rest[0]) : null, values: { ...values, exit: values.exit } }
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
