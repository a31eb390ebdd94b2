import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import {
  dataKeyIn,
  ownSecretKey,
  pause,
  renewOnContact,
  type Cleaner,
  type DataKeyBox,
  type DeviceClient,
  type SignedIn,
  type StoredDataKey,
  type Vault,
} from '#device/client/index.ts'
import type { DeviceStatusInput } from '#protocol/device.ts'
import { agentCleaner } from '#device/agent/clean/agent-cleaner.ts'
import { openLife } from '#device/agent/life/life.ts'
import { openGuard, readManifest } from '#device/agent/manifest/guard.ts'
import { GRACE_MS } from '#device/agent/processes/end-processes.ts'
import { processTable } from '#device/agent/processes/process-table.ts'
import { prepareBackupKey } from '#device/agent/records/backup-key.ts'
import { restoreKept } from '#device/agent/records/restore-kept.ts'
import { openStateFolder } from '#device/agent/state-folder.ts'
import { statusOf } from '#device/agent/status.ts'
import type { DevicePlan } from './plan.ts'

/** A simulated device whose clean-up is real: the agent's own, on a folder and a platform that the plan names. */
export type RealFiles = {
  readonly cleaner: Cleaner
  status(): Promise<DeviceStatusInput>
  /** After signing in: brings kept records back, and starts the program. */
  entered(client: DeviceClient, signedIn: Pick<SignedIn, 'kept' | 'sessionId'>): Promise<void>
}

/** The platform is the plan's, not this computer's: so a Mac's levels can be seen anywhere, and nobody is told otherwise. */
export async function realFiles(plan: DevicePlan, vault: Vault): Promise<RealFiles | null> {
  const { files } = plan
  if (files === undefined) return null
  await mkdir(files.home, { recursive: true })
  const folder = await openStateFolder(`${files.home}.state`)
  const guard = await openGuard(await readManifest(files.manifest), files.platform, files.home, folder)
  const secret = ownSecretKey(crypto.getRandomValues(new Uint8Array(32)))
  const key = dataKeyIn(memoryBox(), () => secret)
  const table = processTable()
  const ender = { table, pause, graceMs: GRACE_MS }
  const parts = { folder, vault, key, guard, ender, looks: table, life: await openLife(folder.lifeFile) }
  return {
    cleaner: agentCleaner(parts),
    status: () => statusOf(parts),
    async entered(client, signedIn) {
      await prepareBackupKey(folder, await renewOnContact(client.http, key))
      await restoreKept({ client, folder, key, guard }, signedIn)
      if (files.program !== undefined) await startProgram(files.program, files.home)
    },
  }
}

function memoryBox(): DataKeyBox {
  let stored: StoredDataKey | undefined
  return { update: async (change) => (stored = change(stored)) }
}

/** The programs that were started, so that none outlives the simulation. */
const programs = new Set<ChildProcess>()

async function startProgram([program = '', ...args]: readonly string[], home: string): Promise<void> {
  const env = { ...process.env, HOME: home }
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  programs.add(child)
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
}

/** With their children, also where the program itself has ended. */
export function endPrograms(): void {
  for (const { pid } of programs)
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL')
    } catch {
      // Nobody of that group is left.
    }
}
