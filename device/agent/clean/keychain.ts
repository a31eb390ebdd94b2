import { platform } from 'node:os'
import type { Guard } from '../manifest/guard.ts'
import { deleteKeychainItemLine } from '../processes/command-lines.ts'
import { runProgram } from '../processes/run-program.ts'

type KeychainStep = { readonly name: 'keychain'; readonly ok: boolean; readonly detail: string }
/** `security` ends with this when there is no such item. */
const NO_SUCH_ITEM = 44

/**
 * Removes the manifest's items from the login keychain (guide statement 3.1), each as often as it is there. Elsewhere than on a Mac there is
 * none: then nothing is said.
 */
export async function removeKeychainItems({ keychain }: Pick<Guard, 'keychain'>): Promise<readonly KeychainStep[]> {
  if (platform() !== 'darwin' || keychain.length === 0) return []
  const steps: KeychainStep[] = []
  for (const service of keychain) {
    const removed = await removeAll(service)
    steps.push({
      name: 'keychain',
      ok: removed !== null,
      detail: removed === null ? `${service}: refused` : `${service}: ${removed} removed`,
    })
  }
  return steps
}

/** How many there were, or null when the system refused. */
async function removeAll(service: string): Promise<number | null> {
  for (let removed = 0; ; removed++)
    try {
      await runProgram(deleteKeychainItemLine(service))
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === NO_SUCH_ITEM ? removed : null
    }
}
