import type { Ports } from '../ports.ts'
import { eraseClosed } from './close-company.ts'
import { continueHandOver } from './customer-steps.ts'
import { refreshRun } from './refresh-run.ts'

/** What a crash left half done goes on: hand-overs, steps that wait for facts, the erasing after a closing. Doing it twice does no harm. */
export async function resumeRuns(ports: Ports): Promise<void> {
  for (const { id, kind } of await ports.store.read.runs.running()) {
    if (kind === 'offboarding') await continueHandOver(ports, id)
    await refreshRun(ports, id)
  }
  await eraseClosed(ports)
}
