import { appendFile, lstat, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LogEntry } from '#protocol/entry.ts'
import { isNoSuchFile } from './durable-file.ts'
import type { StateFolder } from './state-folder.ts'

/** What the agent keeps for one session: a profile, the records it has heard, and a cache of the list of devices. */
export async function startProfile(folder: StateFolder, sessionId: string, profile: object): Promise<void> {
  const own = folder.sessionFolder(sessionId)
  await mkdir(join(own, 'records'), { recursive: true, mode: 0o700 })
  await writeFile(join(own, 'profile.json'), JSON.stringify(profile, null, 2), { mode: 0o600 })
}

/** Appends what the log told to this session's records. */
export async function record(folder: StateFolder, sessionId: string, entry: LogEntry): Promise<void> {
  const records = join(folder.sessionFolder(sessionId), 'records')
  await mkdir(records, { recursive: true, mode: 0o700 })
  const { seq, at, type } = entry
  await appendFile(join(records, 'activity.jsonl'), `${JSON.stringify({ seq, at, type })}\n`, { mode: 0o600 })
}

export async function cacheDevices(folder: StateFolder, sessionId: string, devices: unknown): Promise<void> {
  const cache = folder.cacheFolder(sessionId)
  await mkdir(cache, { recursive: true, mode: 0o700 })
  await writeFile(join(cache, 'devices.json'), JSON.stringify(devices), { mode: 0o600 })
}

export type Measure = { readonly files: number; readonly bytes: number }

/** Files below a folder and their sizes; links are counted, never followed. */
export async function measure(path: string): Promise<Measure> {
  let files = 0
  let bytes = 0
  for (const entry of await readdir(path, { withFileTypes: true }).catch(none)) {
    const child = join(path, entry.name)
    const inside = entry.isDirectory() ? await measure(child) : { files: 1, bytes: (await lstat(child)).size }
    files += inside.files
    bytes += inside.bytes
  }
  return { files, bytes }
}

function none(error: unknown): [] {
  if (isNoSuchFile(error)) return []
  throw error
}

export async function removeTree(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
}
