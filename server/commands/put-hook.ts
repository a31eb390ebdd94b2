import type { HookEvent } from '#domain/hook.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'

/**
 * Puts a call of the operator's webhook into the outbox, inside the write that it tells of; after the commit call `ports.hooks.kick()`.
 * Without a webhook it does nothing.
 */
export async function putHook(
  { hooks, random }: Pick<Ports, 'hooks' | 'random'>,
  tx: Pick<Writes, 'hooks'>,
  event: HookEvent,
): Promise<void> {
  if (!hooks.on) return
  const { type, at } = event
  const sealed = hooks.seal(event)
  await tx.hooks.put({ id: random.id('hook'), type, sealed, createdAt: at, nextTryAt: at, tries: 0, sentAt: null })
}
