/** Each command with the options that are its own. */
export const COMMANDS = {
  link: ['name', 'run'],
  'sign-in': ['email', 'name', 'replace', 'run'],
  run: [],
  status: [],
  'sign-out': ['exit', 'cleanup', 'keep-records', 'clear-cache', 'unbind'],
  clean: ['level', 'list'],
  backups: ['restore', 'to'],
} as const
export type Command = keyof typeof COMMANDS

/** Options of every command. */
export const EVERYWHERE = ['manifest', 'home', 'state', 'http', 'json', 'help'] as const

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
export const OPTIONS = {
  name: text,
  run: flag,
  email: text,
  replace: text,
  exit: text,
  cleanup: text,
  'keep-records': flag,
  'clear-cache': flag,
  unbind: flag,
  level: text,
  list: flag,
  restore: text,
  to: text,
  manifest: text,
  home: text,
  state: text,
  http: flag,
  json: flag,
  help: { type: 'boolean', short: 'h' },
} as const
export type Option = keyof typeof OPTIONS

export function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name)
}
export function isOption(name: string): name is Option {
  return Object.hasOwn(OPTIONS, name)
}
