import type { DeviceKind, DeviceOs } from '../device.ts'

export const EXITS = ['full', 'quick'] as const
export const CLEANUPS = ['basic', 'deep', 'full'] as const
export type Exit = (typeof EXITS)[number]
export type Cleanup = (typeof CLEANUPS)[number]

/** What a sign-out asks the device to do. `exit` and `cleanup` are null where the kind of device has none (protocol.md, part 4). */
export type SignOutOptions = {
  readonly keepRecords: boolean
  readonly clearCache: boolean
  readonly unbind: boolean
  readonly exit: Exit | null
  readonly cleanup: Cleanup | null
}

/** What a caller said; nothing said is the standard sign-out. */
export type AskedOptions = {
  readonly keepRecords?: boolean | undefined
  readonly clearCache?: boolean | undefined
  readonly unbind?: boolean | undefined
  readonly exit?: Exit | undefined
  readonly cleanup?: Cleanup | undefined
}
export type OptionName = keyof SignOutOptions
export const OPTION_NAMES = [
  'keepRecords',
  'clearCache',
  'unbind',
  'exit',
  'cleanup',
] as const satisfies readonly OptionName[]

type Machine = { readonly kind: DeviceKind; readonly os: DeviceOs }

/** Which options a kind of device has: the table of protocol.md, part 4 (guide statements 1.4, 2.2 to 2.4, 3.8 to 3.16). */
export function optionsOf({ kind, os }: Machine): ReadonlySet<OptionName> {
  if (kind === 'web') return new Set(['unbind'])
  if (kind === 'phone' || kind === 'tablet') return new Set(['keepRecords', 'clearCache', 'unbind'])
  return new Set(['keepRecords', 'clearCache', 'unbind', os === 'macos' ? 'cleanup' : 'exit'])
}

/** Whether any option was asked for at all. `false` asks for nothing. */
export function asksForSomething(asked: AskedOptions): boolean {
  return OPTION_NAMES.some((name) => isAsked(asked[name]))
}

/** The first option that was asked for and that this device does not have, or null. */
export function optionNotFor(device: Machine, asked: AskedOptions): OptionName | null {
  const has = optionsOf(device)
  return OPTION_NAMES.find((name) => isAsked(asked[name]) && !has.has(name)) ?? null
}

function isAsked(option: AskedOptions[OptionName]): boolean {
  return option !== undefined && option !== false
}

/** The full options for this device: what it has of what was asked, and the defaults for the rest. */
export function resolveOptions(device: Machine, asked: AskedOptions): SignOutOptions {
  const has = optionsOf(device)
  const on = (name: 'keepRecords' | 'clearCache' | 'unbind') => has.has(name) && asked[name] === true
  return {
    keepRecords: on('keepRecords') && asked.unbind !== true,
    clearCache: device.kind === 'web' || on('clearCache'),
    unbind: on('unbind'),
    exit: has.has('exit') ? (asked.exit ?? 'full') : null,
    cleanup: has.has('cleanup') ? (asked.cleanup ?? 'basic') : null,
  }
}

/**
 * Makes options stricter, never looser: keepRecords off, clearCache and unbind on, exit to full, cleanup upwards.
 * Returns the same object when nothing changes.
 */
export function stricter(present: SignOutOptions, asked: SignOutOptions): SignOutOptions {
  const next: SignOutOptions = {
    keepRecords: present.keepRecords && asked.keepRecords,
    clearCache: present.clearCache || asked.clearCache,
    unbind: present.unbind || asked.unbind,
    exit: present.exit === 'quick' && asked.exit === 'full' ? 'full' : present.exit,
    cleanup: higher(present.cleanup, asked.cleanup),
  }
  return OPTION_NAMES.every((name) => next[name] === present[name]) ? present : next
}

function higher(a: Cleanup | null, b: Cleanup | null): Cleanup | null {
  return a === null || b === null || CLEANUPS.indexOf(a) >= CLEANUPS.indexOf(b) ? a : b
}
