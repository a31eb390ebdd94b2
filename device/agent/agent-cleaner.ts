import type { CleanContext, Cleaner, CleanResult, Vault } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { forgetAccount } from './account.ts'
import { removeKeys } from './file-keys.ts'
import { dropKept, keepRecords } from './kept-records.ts'
import { measure, removeTree, type Measure } from './profile.ts'
import type { StateFolder } from './state-folder.ts'

type Part = { readonly name: 'profile' | 'cache'; readonly path: string }

/**
 * Removes the agent's own profile of the session that was signed out: its folder with the records in it, and the cache where the order
 * says so. The token goes with the vault's session once the confirmation is accepted; the key then too, with unbind.
 * With keepRecords the records stay, sealed. What was there is measured and remembered before the first file goes, so that the figures hold after a kill.
 */
export function agentCleaner(folder: StateFolder, vault: Vault): Cleaner {
  return {
    async clean(order, context) {
      const parts = partsOf(folder, order)
      const before = await inventory(parts, context)
      const steps: CleanResult['steps'] = []
      const kept = await keepOrDrop(folder, order)
      for (const [index, part] of parts.entries()) {
        context.report({ step: part.name, done: index, of: parts.length })
        steps.push({ name: part.name, ...(await removePart(part)) })
      }
      context.report({ step: 'done', done: parts.length, of: parts.length })
      const left = await total(parts)
      const ok = steps.every((step) => step.ok) && left.files === 0
      return {
        result: ok ? 'done' : left.files < before.files ? 'partial' : 'failed',
        bytesFreed: Math.max(0, before.bytes - left.bytes),
        filesRemoved: Math.max(0, before.files - left.files),
        processesEnded: 0,
        steps,
        leftovers: { processes: 0, files: left.files, memoryBytes: 0 },
        ...(kept ? { kept: true as const } : {}),
        ...(order.options.exit === null ? {} : { exit: order.options.exit }),
      }
    },
    async finish(order, current) {
      if (!current) return
      await forgetAccount(folder)
      if (!order.options.unbind) return
      await removeKeys([folder.keyFile, folder.secretFile])
      await vault.update('installId', () => undefined)
    },
  }
}

/** True when the records were sealed, as the order asks. */
async function keepOrDrop(folder: StateFolder, { sessionId, signOutId, options, share }: Order): Promise<boolean> {
  const kept = options.keepRecords && share !== undefined
  await (kept ? keepRecords(folder, sessionId, signOutId, share) : dropKept(folder, signOutId))
  return kept
}

function partsOf(folder: StateFolder, { sessionId, options }: Order): readonly Part[] {
  const profile: Part = { name: 'profile', path: folder.sessionFolder(sessionId) }
  return options.clearCache ? [profile, { name: 'cache', path: folder.cacheFolder(sessionId) }] : [profile]
}

async function inventory(parts: readonly Part[], context: CleanContext): Promise<Measure> {
  const known = await context.recall()
  const present = await total(parts)
  // A stricter order finds less than the first one did, but may also reach further: the larger count is what was here.
  const files = Math.max(known?.files ?? 0, present.files)
  const bytes = Math.max(known?.bytes ?? 0, present.bytes)
  await context.remember({ files, bytes })
  return { files, bytes }
}

async function total(parts: readonly Part[]): Promise<Measure> {
  const measures = await Promise.all(parts.map((part) => measure(part.path)))
  return measures.reduce((a, b) => ({ files: a.files + b.files, bytes: a.bytes + b.bytes }), { files: 0, bytes: 0 })
}

async function removePart({ path }: Part): Promise<{ ok: boolean; detail?: string }> {
  try {
    await removeTree(path)
    return { ok: true }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message.slice(0, 500) : 'not removed' }
  }
}
