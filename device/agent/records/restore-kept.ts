import { rm } from 'node:fs/promises'
import type { SignedIn } from '#device/client/index.ts'
import type { Agent } from '../agent.ts'
import { isThere } from './kept-records.ts'
import { keptArchiveKey } from './own-secret.ts'
import { intoSession, restoreRecords } from './restore-records.ts'

/**
 * Records that an earlier sign-out left here, sealed, are the member's again (protocol.md, part 6). They go only when the server knows that
 * they are back; what cannot be opened stays for the next sign-in.
 */
export async function restoreKept(
  { client, folder, key, guard }: Pick<Agent, 'client' | 'folder' | 'key' | 'guard'>,
  { kept, sessionId }: Pick<SignedIn, 'kept' | 'sessionId'>,
): Promise<number> {
  if (kept === null) return 0
  const path = folder.keptFile(kept.signOutId)
  if (!(await isThere(path))) return 0
  const where = { own: intoSession(folder, sessionId, key), home: guard?.home ?? null }
  const files = await restoreRecords(where, path, await keptArchiveKey(folder, kept.share))
  await client.http.call('POST', '/api/v1/device/restored', { signOutId: kept.signOutId })
  await rm(path, { force: true })
  return files
}
