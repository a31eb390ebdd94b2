import { rm } from 'node:fs/promises'
import type { DataKeyBox, StoredDataKey } from '#device/client/index.ts'
import { readJson, writeDurably } from '../durable-file.ts'

type Stored = Omit<StoredDataKey, 'key'> & { readonly key: string | null }

/** The data key in a file that only its owner may read (0600). One process has the state folder; its own updates wait for each other. */
export function fileDataKey(path: string): DataKeyBox {
  let last: Promise<unknown> = Promise.resolve()
  return {
    update(change) {
      const next = last.then(async () => {
        const present = await read(path)
        const wanted = change(present)
        if (wanted === undefined) await rm(path, { force: true })
        else if (wanted !== present) await write(path, wanted)
        return wanted
      })
      last = next.catch(() => {})
      return next
    },
  }
}

async function read(path: string): Promise<StoredDataKey | undefined> {
  const stored = (await readJson(path)) as Stored | null // only `write` writes it
  if (stored === null) return undefined
  const { key, ...times } = stored
  if (key === null) return { key, ...times }
  const bytes = Uint8Array.from(Buffer.from(key, 'base64'))
  return { key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', true, ['encrypt', 'decrypt']), ...times }
}

async function write(path: string, { key, ...times }: StoredDataKey): Promise<void> {
  const bytes = key === null ? null : Buffer.from(await crypto.subtle.exportKey('raw', key)).toString('base64')
  await writeDurably(path, JSON.stringify({ key: bytes, ...times } satisfies Stored))
}
