import type { CleanContext, Cleaner, CleanResult } from '#device/client/index.ts'
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

const STEPS: readonly CleanStep[] = [
  { name: 'sessionStorage', remove: () => removeStorage('sessionStorage', sessionStorage) },
  { name: 'localStorage', remove: () => removeStorage('localStorage', localStorage) },
  { name: 'caches', remove: removeCaches },
  { name: 'databases', remove: removeDatabases },
  { name: 'serviceWorkers', remove: removeServiceWorkers },
  { name: 'cookies', remove: () => removeCookies(KEPT_COOKIES) },
]

/**
 * Clears what a page of this origin keeps in the browser (issue 2, 4.2). Bytes are what is really gone: the larger of our own count and
 * the browser's own estimate before and after. The device's key and vault stay until the confirmation was accepted, and go then with
 * unbind. Runs again after a kill: figures of the first try are remembered before anything is removed.
 */
export function browserCleaner(steps: readonly CleanStep[] = STEPS): Cleaner {
  return {
    async clean(_order, context) {
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
      return toResult(removals, { files, bytes: Math.max(bytes, freed) })
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
