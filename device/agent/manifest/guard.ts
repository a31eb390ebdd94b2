import { readFile, realpath } from 'node:fs/promises'
import { isInside, insideHome } from '../files/inside-home.ts'
import type { Place } from '../files/guarded-files.ts'
import type { StateFolder } from '../state-folder.ts'
import { ManifestError, parseManifest, type Manifest, type Platform } from './manifest.ts'
import signoff from './signoff.json' with { type: 'json' }
import wecom from './wecom.json' with { type: 'json' }

/** Shipped manifests, by the name that stands for a file. The agent's own profile is always guarded, without being named. */
const SHIPPED: Readonly<Record<string, unknown>> = { wecom }

/** What is guarded here: a manifest's part for one platform, with the folder that `~` means. */
export type Guard = {
  readonly app: string
  readonly platform: Platform | null
  readonly home: string
  /** Names; the first is the program itself. */
  readonly processes: readonly string[]
  readonly places: readonly Place[]
  readonly keychain: readonly string[]
}

/** A file, or the name of a shipped manifest. @throws {ManifestError} */
export async function readManifest(file: string): Promise<Manifest> {
  const shipped = SHIPPED[file]
  if (shipped !== undefined) return parseManifest(JSON.stringify(shipped))
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ManifestError(error instanceof Error ? error.message : 'not readable')
  })
  return parseManifest(text)
}

/**
 * The guard of a manifest on this platform. Every path is resolved once before anything is guarded, and again at every use.
 * @throws {ManifestError} for a path outside `home`, through a link that leaves it, or one that holds the agent's own state
 */
export async function openGuard(
  { app, platforms }: Manifest,
  platform: Platform | null,
  homePath: string,
  state: Pick<StateFolder, 'path'>,
): Promise<Guard> {
  const home = await realpath(homePath).catch(() => {
    throw new ManifestError(`there is no folder ${homePath}`)
  })
  const own = await realpath(state.path)
  const part = platform === null ? undefined : platforms[platform]
  const places = (part?.paths ?? []).map((one) => ({ home, ...one }))
  for (const { path } of places) {
    const real = await insideHome(home, path).catch((error: unknown) => {
      throw new ManifestError(error instanceof Error ? error.message : path)
    })
    if (real === own || isInside(real, own) || isInside(own, real))
      throw new ManifestError(`${path} holds the agent's own state`)
  }
  return { app, platform, home, processes: part?.processes ?? [], places, keychain: part?.keychain ?? [] }
}

/** What the agent keeps for one session of its own: the shipped manifest `signoff`, where `~` is the state folder. */
export async function ownPlaces(folder: Pick<StateFolder, 'path'>, sessionId: string): Promise<readonly Place[]> {
  const home = await realpath(folder.path)
  const id = sessionId.replaceAll(/[^A-Za-z0-9_-]/g, '_')
  const { platforms } = parseManifest(JSON.stringify(signoff))
  return (platforms.linux?.paths ?? []).map(({ class: name, path }) => ({
    home,
    class: name,
    path: path.replace('SESSION', id),
  }))
}
