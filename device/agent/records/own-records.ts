import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { seal, unseal, type DataKey } from '#device/client/index.ts'
import type { LogEntry } from '#protocol/entry.ts'
import { readText } from '../durable-file.ts'
import type { StateFolder } from '../state-folder.ts'

/** Lines sealed with the data key, one a line: unreadable once the key has gone. */
const SEALED = '.sealed'
const ACTIVITY = `activity${SEALED}`

export function ownRecordsFolder(folder: StateFolder, sessionId: string): string {
  return join(folder.sessionFolder(sessionId), 'records')
}

/** Appends what the log told to this session's records. False when there is no key to seal it with: then nothing is kept. */
export async function recordEntry(
  folder: StateFolder,
  key: DataKey,
  sessionId: string,
  { seq, at, type }: LogEntry,
): Promise<boolean> {
  const line = await sealLine(key, JSON.stringify({ seq, at, type }))
  if (line === null) return false
  const records = ownRecordsFolder(folder, sessionId)
  await mkdir(records, { recursive: true, mode: 0o700 })
  await appendFile(join(records, ACTIVITY), `${line}\n`, { mode: 0o600 })
  return true
}

/** A record as it is, sealed lines opened; null for those of a key that has gone. */
export async function openRecord(path: string, key: DataKey): Promise<Buffer | null> {
  if (!path.endsWith(SEALED)) return readFile(path)
  const lines: string[] = []
  for (const line of linesOf((await readText(path)) ?? '')) {
    const open = await unsealLine(key, line)
    if (open === null) return null
    lines.push(open)
  }
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

/** Puts a record that was opened back, sealed with the key of today. */
export async function closeRecord(path: string, key: DataKey, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  if (!path.endsWith(SEALED)) return writeFile(path, content, { mode: 0o600 })
  const lines = await Promise.all(linesOf(content.toString()).map((line) => sealLine(key, line)))
  await writeFile(path, lines.flatMap((line) => (line === null ? [] : [`${line}\n`])).join(''), { mode: 0o600 })
}

/** True when every sealed line opens: nothing was cut short or changed. */
export async function isWhole(path: string, key: DataKey): Promise<boolean> {
  const text = (await readText(path)) ?? ''
  if (text !== '' && !text.endsWith('\n')) return false
  for (const line of linesOf(text)) if ((await unsealLine(key, line)) === null) return false
  return true
}

async function sealLine(key: DataKey, line: string): Promise<string | null> {
  const present = await key.key()
  if (present === null) return null
  return Buffer.from(await seal(present, new TextEncoder().encode(line))).toString('base64')
}

async function unsealLine(key: DataKey, line: string): Promise<string | null> {
  const present = await key.key()
  const open = present === null ? null : await unseal(present, Uint8Array.from(Buffer.from(line, 'base64')))
  return open === null ? null : new TextDecoder().decode(open)
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '')
}
