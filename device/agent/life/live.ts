import type { ClientState } from '#device/client/index.ts'
import type { Agent } from '../agent.ts'
import type { Place } from '../files/guarded-files.ts'
import { ownPlaces } from '../manifest/guard.ts'
import { guardedNow } from '../status.ts'
import { checkIntegrity } from './integrity.ts'
import { launch, type Launched } from './launch.ts'
import type { ExitKind } from './life.ts'
import { programMemory, type ProgramMemory } from './program-memory.ts'
import { keepOrWipe } from './self-wipe.ts'
import { isOver, watch } from './watch.ts'

export type Living = {
  /** Says goodbye, knowing how this life ended. */
  end(state: ClientState, signal: AbortSignal): Promise<void>
}

/**
 * One life of the agent: checks what a killed one left, starts the program that it was given, measures the start, and until the signal aborts
 * watches the program, keeps the data key and says when something has changed.
 */
export async function live(
  agent: Agent,
  program: readonly string[],
  say: { readonly wiped: (app: string) => void; readonly programLost: (error: string) => void },
  signal: AbortSignal,
): Promise<Living> {
  const { life, key, client } = agent
  const places = await placesOf(agent)
  const memory = programMemory(agent)
  // A journal that cannot be written, on a full disk, must not keep a computer from being signed out.
  await life.begin(() => checkIntegrity(places, key)).catch(() => {})
  const launched = await startProgram(agent, program)
  await launched?.ready.catch((error: unknown) => say.programLost(String(error)))
  // From the start of this process: what a person waits for, a check after a kill included.
  await life.ready(performance.now()).catch(() => {})
  // The system told how the program ended, so this is no guess; an order that ends it measures by itself.
  void launched?.ended.then(async (kind) => {
    if (isOver(client.state()) || signal.aborted) return
    await life.goodbye(kind).catch(() => {})
    await noteFreed(agent, memory)
  })
  void watch(agent, memory, signal)
  void keepOrWipe(agent, say.wiped, signal)
  void checkLater(agent, places)
  return {
    async end(state, { reason }) {
      const kind = kindOf(state, reason)
      if (kind === 'logoff') launched?.logOff()
      if (kind !== null) await life.goodbye(kind).catch(() => {})
      if (kind === 'logoff') await noteFreed(agent, memory)
    },
  }
}

/** After the goodbye, which must not wait for it: a system that shuts down may leave no time to measure. */
async function noteFreed({ life }: Agent, memory: ProgramMemory): Promise<void> {
  const freed = await memory.freed().catch(() => null)
  if (freed !== null) await life.freed(freed).catch(() => {})
}

/** Of the session that it follows, and what a manifest guards. */
async function placesOf({ vault, folder, guard }: Agent): Promise<readonly Place[]> {
  const session = await vault.get('session')
  return [...(session === undefined ? [] : await ownPlaces(folder, session.sessionId)), ...(guard?.places ?? [])]
}

/** Not a second time: a program that outlived a killed agent is still there. */
async function startProgram(agent: Agent, program: readonly string[]): Promise<Launched | null> {
  if (
    program.length === 0 ||
    agent.guard === null ||
    (await guardedNow(agent.guard, agent.ender.table)).program.length > 0
  )
    return null
  return launch(program, agent.guard.home)
}

/** After a log-off nothing has to be checked before the start; it is looked at beside it, so that "complete" is measured and not presumed. */
async function checkLater({ life, key, client }: Agent, places: readonly Place[]): Promise<void> {
  if (life.lastExit()?.kind !== 'logoff') return
  await life.checked(await checkIntegrity(places, key).catch(() => 'unknown' as const))
  client.sayStatus()
}

/**
 * Signed out: as the order asked. Otherwise by the system's signals it is a log-off, and by the person's own (Ctrl-C) an exit that left the
 * program alone. Null: the client gave up by itself, and is as good as running.
 */
function kindOf(state: ClientState, reason: unknown): ExitKind | null {
  if (state.phase === 'signed-out') return state.report?.exit ?? 'full'
  if (reason === 'SIGTERM' || reason === 'SIGHUP') return 'logoff'
  return reason === 'SIGINT' ? 'quick' : null
}
