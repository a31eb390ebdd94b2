import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import type { DataKey } from '#device/client/index.ts'
import { listFiles, type ListedFile, type Place } from '../files/guarded-files.ts'
import type { StateFolder } from '../state-folder.ts'
import type { Source } from './archive.ts'
import { openRecord, ownRecordsFolder } from './own-records.ts'

/** Where records lie: the agent's own of one session, and those that a manifest guards. */
export type RecordPlaces = {
  readonly folder: StateFolder
  readonly sessionId: string
  readonly own: readonly Place[]
  readonly guarded: readonly Place[]
  readonly key: DataKey
}

/** `own` is relative to the session's records, `home` to the folder that `~` means. */
export type RecordRoot = 'own' | 'home'

/** Every record of the session, ready to be archived. A record whose data key has gone cannot be read any more, and is left out. */
export async function recordSources(places: RecordPlaces): Promise<readonly Source[]> {
  const records = new Set(['records'] as const)
  const own = await Promise.all(
    (await listFiles(places.own, records)).filter(({ regular }) => regular).map((file) => ownSource(places, file)),
  )
  const guarded = (await listFiles(places.guarded, records)).filter(({ regular }) => regular)
  const home = places.guarded[0]?.home ?? ''
  return [...own.filter((source) => source !== null), ...guarded.map((file) => guardedSource(home, file))]
}

async function ownSource({ folder, sessionId, key }: RecordPlaces, { path }: ListedFile): Promise<Source | null> {
  const content = await openRecord(path, key)
  if (content === null) return null
  const name = nameIn(ownRecordsFolder(folder, sessionId), path)
  return {
    root: 'own',
    name,
    bytes: content.length,
    read: async function* () {
      yield content
    },
  }
}

function guardedSource(home: string, { path, bytes }: ListedFile): Source {
  return {
    root: 'home',
    name: nameIn(home, path),
    bytes,
    async *read() {
      const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => null)
      if (file !== null) yield* file.createReadStream() as AsyncIterable<Buffer>
    },
  }
}

function nameIn(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}
