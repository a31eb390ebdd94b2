import { rm } from 'node:fs/promises'
import type { DataKeyBox } from '#device/client/index.ts'
import { readText, writeDurably } from '../durable-file.ts'

type Stored = { readonly key: string; readonly goodUntil: number; readonly latest: number }

/** The data key in a file that only its owner may read (0600). */
export function fileDataKey(path: string): DataKeyBox {
  return {
    async read() {
      const text = await readText(path)
      if (text === null) return undefined
      const { key, ...times } = JSON.parse(text) as Stored
      const bytes = Uint8Array.from(Buffer.from(key, 'base64'))
      return {
        key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', true, ['encrypt', 'decrypt']),
        ...times,
      }
    },
    async write(stored) {
      if (stored === undefined) return rm(path, { force: true })
      const key = Buffer.from(await crypto.subtle.exportKey('raw', stored.key)).toString('base64')
      const { goodUntil, latest } = stored
      await writeDurably(path, JSON.stringify({ key, goodUntil, latest } satisfies Stored))
    },
  }
}
