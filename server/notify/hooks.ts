import { nextTry } from '#domain/letter.ts'
import type { OutgoingHook } from '#domain/hook.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Store } from '#domain/store.ts'
import type { Clock, Hooks, Log, Secrets } from '../commands/ports.ts'
import { callHook, type HookTarget } from './hook-caller.ts'
import { inRounds } from './rounds.ts'

const USE = 'hooks'
/** Longer than a call may take: then another node may try. */
const CLAIM_MS = 60_000
/** Calls at the same time: a receiver that is slow holds up no more than these. */
const AT_ONCE = 5

export type HookParts = {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Secrets
  readonly log: Log
  /** Null when no webhook is set up. */
  readonly target: HookTarget | null
}

/** Takes calls out of the outbox, each by one node, and makes them until they arrive or are given up after two days. */
export function openHooks(parts: HookParts): Hooks {
  const { target, secrets, log } = parts
  const deliver = inRounds(async () => {
    if (target !== null) while ((await callDue(parts, target)) === AT_ONCE);
  })
  return {
    on: target !== null,
    seal: ({ type, at, data }) => secrets.seal(JSON.stringify({ type, timestamp: rfc3339(at), data }), USE),
    kick: () =>
      void deliver().catch((error: unknown) => log.error({ error: String(error) }, 'a webhook was not called')),
  }
}

async function callDue(parts: HookParts, target: HookTarget): Promise<number> {
  const due = await parts.store.read.hooks.due(parts.clock.now(), AT_ONCE)
  await Promise.all(due.map((hook) => callOne(parts, target, hook)))
  return due.length
}

async function callOne(parts: HookParts, target: HookTarget, hook: OutgoingHook): Promise<void> {
  const { store, clock, secrets, log } = parts
  const { id, type } = hook
  const now = clock.now()
  if (!(await store.write((tx) => tx.hooks.claim(id, now, now + CLAIM_MS)))) return
  const tries = hook.tries + 1
  const body = hook.sealed === null ? null : secrets.open(hook.sealed, USE)
  const answer = body === null ? null : await callHook(target, id, body, now)
  if (answer?.arrived === true) {
    await store.write((tx) => tx.hooks.sent(id, clock.now()))
    return log.info({ hook: id, type, tries }, 'a webhook was called')
  }
  const next = answer === null || answer.final ? null : nextTry(tries, clock.now())
  await store.write((tx) => tx.hooks.failed(id, next))
  const why = { readable: answer !== null, status: answer?.status ?? null }
  log.warn({ hook: id, type, tries, givenUp: next === null, ...why }, 'a webhook could not be called')
}
