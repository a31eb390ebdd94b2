import { pause } from '#device/client/pause.ts'
import { DEVICE_DATABASE, settled } from './store.ts'

/** What one kind of storage held, and what was removed from it. */
export type Removal = {
  readonly name: string
  readonly files: number
  readonly bytes: number
  readonly ok: boolean
  readonly left: number
}

/** UTF-16 in memory and on disk: two bytes a unit. */
function storageBytes(storage: Storage): number {
  let units = 0
  for (let i = 0; i < storage.length; i++) {
    const key = storage.key(i) ?? ''
    units += key.length + (storage.getItem(key)?.length ?? 0)
  }
  return units * 2
}

export function removeStorage(name: 'localStorage' | 'sessionStorage', storage: Storage): Removal {
  const files = storage.length
  const bytes = storageBytes(storage)
  storage.clear()
  return { name, files, bytes, ok: storage.length === 0, left: storage.length }
}

/** A worker that does not answer is at a page that does not come: that one is not put back either (`public/sw.js`). */
const LET_GO_MS = 2_000
const NEVER = new AbortController().signal

/** From here on the page's service worker puts nothing back. */
async function stopKeeping(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? []
  const workers = registrations.flatMap(({ active, waiting, installing }) => active ?? waiting ?? installing ?? [])
  await Promise.all(workers.map(letGo))
}

async function letGo(worker: ServiceWorker): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  const answered = new Promise<unknown>((resolve) => (port1.onmessage = resolve))
  worker.postMessage('let go', [port2])
  await Promise.race([answered, pause(LET_GO_MS, NEVER)])
  port1.close()
}

/** Counts every stored response, then deletes the caches (Cache Storage). */
export async function removeCaches(): Promise<Removal> {
  if (typeof caches === 'undefined') return { name: 'caches', files: 0, bytes: 0, ok: true, left: 0 }
  await stopKeeping()
  let files = 0
  let bytes = 0
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const response of await cache.matchAll()) {
      files++
      bytes += (await response.arrayBuffer()).byteLength
    }
    await caches.delete(name)
  }
  const left = (await caches.keys()).length
  return { name: 'caches', files, bytes, ok: left === 0, left }
}

/** Every IndexedDB database of this origin but the device's own. A database that another tab holds open stays, and is said. */
export async function removeDatabases(): Promise<Removal> {
  const names =
    (await indexedDB.databases?.())?.flatMap(({ name }) =>
      name === undefined || name === DEVICE_DATABASE ? [] : [name],
    ) ?? []
  let removed = 0
  for (const name of names) removed += (await deleteDatabase(name)) ? 1 : 0
  return { name: 'databases', files: removed, bytes: 0, ok: removed === names.length, left: names.length - removed }
}

async function deleteDatabase(name: string): Promise<boolean> {
  const request = indexedDB.deleteDatabase(name)
  const blocked = new Promise<boolean>((resolve) => (request.onblocked = () => resolve(false)))
  return Promise.race([
    settled(request).then(
      () => true,
      () => false,
    ),
    blocked,
  ])
}

export async function removeServiceWorkers(): Promise<Removal> {
  const workers = (await navigator.serviceWorker?.getRegistrations()) ?? []
  const gone = await Promise.all(workers.map((worker) => worker.unregister()))
  const left = gone.filter((ok) => !ok).length
  return { name: 'serviceWorkers', files: workers.length - left, bytes: 0, ok: left === 0, left }
}

/** Our own cookies that a script can see (all begin with `signoff-`). The session's is httpOnly: the confirmation's answer clears it. */
export function removeCookies(keep: ReadonlySet<string>): Removal {
  const ours = ownCookies(keep)
  const bytes = ours.reduce((sum, cookie) => sum + cookie.length, 0)
  for (const cookie of ours) document.cookie = `${cookie.split('=', 1)[0] ?? ''}=; path=/; max-age=0; samesite=lax`
  const left = ownCookies(keep).length
  return { name: 'cookies', files: ours.length - left, bytes, ok: left === 0, left }
}

function ownCookies(keep: ReadonlySet<string>): string[] {
  const all = document.cookie.split(';').map((cookie) => cookie.trim())
  return all.filter((cookie) => cookie.startsWith('signoff-') && !keep.has(cookie.split('=', 1)[0] ?? ''))
}
