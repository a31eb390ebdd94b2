import { resolve } from 'node:path'
import { readJson, writeDurably } from './durable-file.ts'
import type { StateFolder } from './state-folder.ts'

/** Which manifest guards this installation (a file, or the name of a shipped one), and what `~` means there. */
export type GuardChoice = { readonly manifest: string | null; readonly home: string | null }

/**
 * What was said on the command line, remembered for the commands after it: a sign-out must reach what `run` guarded. Nothing said is what was
 * said last.
 */
export async function readGuard(folder: Pick<StateFolder, 'guardFile'>, said: GuardChoice): Promise<GuardChoice> {
  const last = ((await readJson(folder.guardFile)) ?? { manifest: null, home: null }) as GuardChoice // only `rememberGuard` writes it
  return { manifest: said.manifest ?? last.manifest, home: said.home ?? last.home }
}

/** Once it has proved to be one. */
export async function rememberGuard(
  folder: Pick<StateFolder, 'guardFile'>,
  { manifest, home }: GuardChoice,
): Promise<void> {
  if (manifest === null && home === null) return
  const shipped = manifest === null || /^[a-z]+$/.test(manifest)
  const choice: GuardChoice = {
    manifest: shipped ? manifest : resolve(manifest),
    home: home === null ? null : resolve(home),
  }
  await writeDurably(folder.guardFile, JSON.stringify(choice))
}
