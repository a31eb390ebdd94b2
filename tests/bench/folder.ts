import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Options } from './options.ts'

/** A new folder for one server's data. */
export function newFolder({ folder }: Options): Promise<string> {
  return mkdtemp(join(folder, 'data-'))
}
