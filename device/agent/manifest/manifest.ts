import en from 'zod/v4/locales/en.js'
import * as z from 'zod/mini'
import type { DeviceOs } from '#domain/device.ts'

// The small zod has no words of its own.
z.config(en())

/** What a path holds. `config` goes with every sign-out, `records` never in `clean`; see `classesOf`. */
export const CLASSES = ['config', 'records', 'cache', 'plugins', 'logs'] as const
export type PathClass = (typeof CLASSES)[number]
export const PLATFORMS = ['linux', 'macos', 'windows'] as const
export type Platform = (typeof PLATFORMS)[number]

/** `~/…` and nothing that climbs: where links lead is looked at when the path is used (`files/inside-home.ts`). */
const path = z.string().check(
  z.maxLength(1_024),
  z.regex(/^~\/[^\\\0]+$/, 'a path begins with ~/ and has no backslash'),
  z.refine((text) => segmentsOf(text).length > 0, '~ itself is not a path to guard'),
  z.refine((text) => !segmentsOf(text).some((part) => part === '..' || part === '.'), 'a path does not climb'),
)
const names = (most: number) => z._default(z.array(z.string().check(z.minLength(1), z.maxLength(most))), [])

const platform = z.strictObject({
  processes: names(128),
  paths: z._default(z.array(z.strictObject({ class: z.enum(CLASSES), path })), []),
  keychain: names(256),
})

/**
 * What the agent guards, per operating system (protocol.md, part 10). It lies on the device; the server never sends a path. The first name
 * of `processes` is the program itself. Unknown members are refused: a mistyped one would leave data behind.
 */
const manifest = z.strictObject({
  app: z.string().check(z.minLength(1), z.maxLength(128)),
  platforms: z.strictObject({
    linux: z.optional(platform),
    macos: z.optional(platform),
    windows: z.optional(platform),
  }),
})
export type Manifest = z.output<typeof manifest>
/** The file is no manifest, or a path of it must not be guarded; the message says where. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError'
}

/** @throws {ManifestError} with one line per mistake */
export function parseManifest(text: string): Manifest {
  const parsed = manifest.safeParse(json(text))
  if (!parsed.success) throw new ManifestError(z.prettifyError(parsed.error))
  return parsed.data
}

/** The manifest's word for an operating system, or null for one that no manifest knows. */
export function platformOf(os: DeviceOs): Platform | null {
  return PLATFORMS.find((name) => name === os) ?? null
}

export function segmentsOf(path: string): readonly string[] {
  return path
    .slice(2)
    .split('/')
    .filter((part) => part !== '')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ManifestError(error instanceof Error ? error.message : 'not JSON')
  }
}
