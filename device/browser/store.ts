/**
 * The device's own database in the browser: its keys and vault, which outlive every clean-up but unbind's, and what it holds for its member,
 * sealed: the directory, records in use, and records that were kept.
 */
export const DEVICE_DATABASE = 'signoff-device'
const STORES = ['keys', 'vault', 'directory', 'records', 'kept'] as const
export type StoreName = (typeof STORES)[number]

let opened: Promise<IDBDatabase> | null = null

/** @throws {DOMException} when the browser keeps no databases (some private windows) */
export function openStore(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = null
    throw error
  })
  return opened
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DEVICE_DATABASE, 2)
  request.onupgradeneeded = () => {
    const { objectStoreNames } = request.result
    for (const name of STORES) if (!objectStoreNames.contains(name)) request.result.createObjectStore(name)
  }
  return settled(request).then((database) => {
    // Unbind in another tab deletes the database: let go, and open a new one next time.
    database.onversionchange = () => {
      database.close()
      opened = null
    }
    database.onclose = () => (opened = null)
    return database
  })
}

/** Deletes the database, also while other tabs hold it open. */
export async function deleteStore(): Promise<void> {
  const database = await opened?.catch(() => null)
  database?.close()
  opened = null
  await settled(indexedDB.deleteDatabase(DEVICE_DATABASE))
}

export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('the browser refused its database'))
  })
}

/**
 * One read-modify-write in one transaction, so that two tabs never lose each other's change. Resolves when it has been committed;
 * `strict` durability asks the browser to have it on the disk by then.
 */
export async function updateRecord<T>(
  store: StoreName,
  key: string,
  change: (present: T | undefined) => T | undefined,
): Promise<T | undefined> {
  const database = await openStore()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' })
    const records = transaction.objectStore(store)
    let next: T | undefined
    const read = typed<T | undefined>(records.get(key))
    read.onsuccess = () => {
      next = change(read.result)
      if (next === undefined) records.delete(key)
      else records.put(next, key)
    }
    transaction.oncomplete = () => resolve(next)
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not store it'))
  })
}

/**
 * Stores what is sealed with the data key, but only while that key is held: in one transaction with the look at it, so that nothing is held
 * any more once a clean-up has taken the key.
 */
export async function updateWhileOpen<T>(
  store: StoreName,
  key: string,
  change: (present: T | undefined) => T | undefined,
): Promise<void> {
  const database = await openStore()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([store, 'keys'], 'readwrite', { durability: 'strict' })
    const records = transaction.objectStore(store)
    const held = typed<{ key: CryptoKey | null } | undefined>(transaction.objectStore('keys').get('data'))
    held.onsuccess = () => {
      if (held.result === undefined || held.result.key === null) return
      const read = typed<T | undefined>(records.get(key))
      read.onsuccess = () => {
        const next = change(read.result)
        if (next === undefined) records.delete(key)
        else records.put(next, key)
      }
    }
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not store it'))
  })
}

/**
 * One read-modify-write of the data key's row. Once the device knows that its session has ended there is no key and none comes back: an
 * answer that was on its way before is too late.
 */
export async function updateUnlessLocked<T>(change: (present: T | undefined) => T | undefined): Promise<T | undefined> {
  const database = await openStore()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(['keys', 'vault'], 'readwrite', { durability: 'strict' })
    const keys = transaction.objectStore('keys')
    let next: T | undefined
    const locked = transaction.objectStore('vault').getKey('locked')
    locked.onsuccess = () => {
      const read = typed<T | undefined>(keys.get('data'))
      read.onsuccess = () => {
        next = locked.result === undefined ? change(read.result) : undefined
        if (next === undefined) keys.delete('data')
        else if (next !== read.result) keys.put(next, 'data')
      }
    }
    transaction.oncomplete = () => resolve(next)
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser did not store it'))
  })
}

export async function readRecord<T>(store: StoreName, key: string): Promise<T | undefined> {
  const database = await openStore()
  return settled(typed<T | undefined>(database.transaction(store, 'readonly').objectStore(store).get(key)))
}

/** Everything in one store, with its keys: both are read in one transaction. */
export async function readAll<T>(store: StoreName): Promise<readonly (readonly [string, T])[]> {
  const records = (await openStore()).transaction(store, 'readonly').objectStore(store)
  const [keys, values] = await Promise.all([
    settled(typed<string[]>(records.getAllKeys())),
    settled(typed<T[]>(records.getAll())),
  ])
  return values.map((value, index) => [keys[index] ?? '', value])
}

export async function removeRecord(store: StoreName, key: string): Promise<void> {
  await updateRecord(store, key, () => undefined)
}

/** IndexedDB forgets what was put in; only this module writes, so what comes out has the type that went in. */
function typed<T>(request: IDBRequest): IDBRequest<T> {
  return request as IDBRequest<T>
}
