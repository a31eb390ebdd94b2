import type { CleanContext, Cleaner, CleanResult } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { forgetDataKey } from './data-key.ts'
import { removeHeld } from './held-data.ts'
import { dropKept, keepRecords } from './kept-records.ts'
import { forgetMeasured } from './measured.ts'
import { deleteStore } from './store.ts'
import {
  removeCaches,
  removeCookies,
  removeDatabases,
  removeServiceWorkers,
  removeStorage,
  type Removal,
} from './stores-of-page.ts'

type CleanStep = { readonly name: string; remove(): Removal | Promise<Removal> }

/** The language, the theme and the time zone are no data of the account; the signed-out page still needs them to say what happened. */
const KEPT_COOKIES = new Set(['signoff-locale', 'signoff-theme', 'signoff-zone'])

/**
 * What an order takes, in this order: own state and records always (records stay sealed with keepRecords); the directory, caches and the
 * offline page with clearCache, which every order to a desktop's browser says, and with unbind. The directory that stays is sealed with a key
 * that this browser has forgotten.
 */
function stepsOf({ deviceId, signOutId, options, share }: Order): readonly CleanStep[] {
  const caches = options.clearCache || options.unbind
  const held = async (): Promise<Removal> => {
    await Promise.all([forgetDataKey(), forgetMeasured()])
    if (options.keepRecords && share !== undefined) return keepRecords(deviceId, { signOutId, share })
    await dropKept(deviceId)
    return removeHeld('records')
  }
  const cached: readonly CleanStep[] = [
    { name: 'directory', remove: () => removeHeld('directory') },
    { name: 'caches', remove: removeCaches },
    { name: 'serviceWorkers', remove: removeServiceWorkers },
  ]
  return [
    { name: 'sessionStorage', remove: () => removeStorage('sessionStorage', sessionStorage) },
    { name: 'localStorage', remove: () => removeStorage('localStorage', localStorage) },
    { name: 'records', remove: held },
    ...(caches ? cached : []),
    { name: 'databases', remove: removeDatabases },
    { name: 'cookies', remove: () => removeCookies(KEPT_COOKIES) },
  ]
}

/**
 * Clears what a page of this origin keeps in the browser (issue 2, 4.2; issue 4, 2). Bytes are what is really gone: the larger of our own
 * count and the browser's own estimate before and after. The device's key and vault stay until the confirmation was accepted, and go then
 * with unbind. Runs again after a kill: figures of the first try are remembered before anything is removed.
 */
export function browserCleaner(): Cleaner {
  return {
    async clean(order, context) {
      const steps = stepsOf(order)
      const before = await startFigures(context)
      let { files, bytes } = before
      const removals: Removal[] = []
      for (const [index, step] of steps.entries()) {
        context.report({ step: step.name, done: index, of: steps.length })
        const removal = await removeOne(step)
        removals.push(removal)
        files += removal.files
        bytes += removal.bytes
        await context.remember({ usage: before.usage, files, bytes })
      }
      context.report({ step: 'done', done: steps.length, of: steps.length })
      const freed = before.usage - (await usage())
      const kept = order.options.keepRecords && order.share !== undefined
      return {
        ...toResult(removals, { files, bytes: Math.max(bytes, freed) }),
        ...(kept ? { kept: true as const } : {}),
      }
    },
    async finish(order, current) {
      if (order.options.unbind && current) await deleteStore()
    },
  }
}

async function startFigures(context: CleanContext): Promise<{ usage: number; files: number; bytes: number }> {
  const known = await context.recall()
  if (known !== undefined) return { usage: known.usage ?? 0, files: known.files ?? 0, bytes: known.bytes ?? 0 }
  const first = { usage: await usage(), files: 0, bytes: 0 }
  await context.remember(first)
  return first
}

/** What the browser says this origin uses, in bytes; 0 where it does not say. */
async function usage(): Promise<number> {
  return (await navigator.storage?.estimate?.().catch(() => null))?.usage ?? 0
}

async function removeOne(step: CleanStep): Promise<Removal> {
  try {
    return await step.remove()
  } catch {
    return { name: step.name, files: 0, bytes: 0, ok: false, left: 1 }
  }
}

function toResult(removals: readonly Removal[], total: { files: number; bytes: number }): CleanResult {
  const left = removals.reduce((sum, removal) => sum + removal.left, 0)
  const failed = removals.filter((removal) => !removal.ok)
  return {
    result: failed.length === 0 ? 'done' : failed.length === removals.length ? 'failed' : 'partial',
    bytesFreed: total.bytes,
    filesRemoved: total.files,
    processesEnded: 0,
    steps: removals.map(({ name, ok, files, bytes }) => ({ name, ok, detail: `${files} removed, ${bytes} bytes` })),
    leftovers: { processes: 0, files: left, memoryBytes: 0 },
  }
}
