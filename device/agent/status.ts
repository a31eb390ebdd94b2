import type { DeviceStatusInput } from '#protocol/device.ts'
import { readAccount } from './account.ts'
import type { Agent } from './agent.ts'
import { scopeOf } from './clean/agent-cleaner.ts'
import { measureFiles } from './files/guarded-files.ts'
import { AGENT_VERSION } from './machine.ts'
import { ownPlaces, type Guard } from './manifest/guard.ts'
import { allOf, guardedOf, NOTHING, type Guarded } from './processes/guarded-processes.ts'
import type { ProcessTable } from './processes/process-table.ts'

/** The guarded program as it runs now; nothing is looked at where no process is guarded. */
export async function guardedNow(guard: Guard | null, looks: ProcessTable): Promise<Guarded> {
  return guard === null || guard.processes.length === 0 ? NOTHING : guardedOf(await looks(), scopeOf(guard))
}

/** What this computer says of itself (protocol.md, part 6, `status`): what a sign-out would meet here, and how the last exit was. */
export async function statusOf(
  agent: Pick<Agent, 'folder' | 'vault' | 'guard' | 'looks' | 'life'>,
): Promise<DeviceStatusInput> {
  const session = await agent.vault.get('session')
  if (session === undefined) return { appVersion: AGENT_VERSION }
  const places = [...(await ownPlaces(agent.folder, session.sessionId)), ...(agent.guard?.places ?? [])]
  const [measures, guarded, account] = await Promise.all([
    measureFiles(places, new Set(['records', 'cache'] as const)),
    guardedNow(agent.guard, agent.looks),
    readAccount(agent.folder),
  ])
  const lastExit = agent.life.lastExit()
  return {
    appVersion: AGENT_VERSION,
    transfers: guarded.transfers.length,
    processes: allOf(guarded).length,
    leftovers: guarded.leftovers.length,
    recordsBytes: measures.records?.bytes ?? 0,
    cacheBytes: measures.cache?.bytes ?? 0,
    ...(account?.signInMs === undefined ? {} : { signInMs: account.signInMs }),
    ...(account?.firstLoadMs === undefined ? {} : { firstLoadMs: account.firstLoadMs }),
    ...(lastExit === null ? {} : { lastExit }),
  }
}
