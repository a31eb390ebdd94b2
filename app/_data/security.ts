import type { CredentialsView } from '#protocol/credentials.ts'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

/** What the person at this page proves themselves with. */
export async function readSecurity(): Promise<CredentialsView> {
  return runtime().queries.credentials(await requireViewer('/settings/security'))
}
