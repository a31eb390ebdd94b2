import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StoreRefusal } from './refusal.ts'

export type Location =
  | { readonly engine: 'sqlite'; readonly path: string; readonly maxPages: number | undefined }
  | { readonly engine: 'postgres'; readonly url: string }

/**
 * Reads `DATABASE_URL`. `file:PATH` (the path as it is, nothing is decoded) or `postgres://…`.
 * `file:PATH?max_page_count=N` is for tests: it makes the disk full at that size.
 * @throws StoreRefusal `bad_url`
 */
export function locate(url: string): Location {
  if (/^postgres(ql)?:\/\//.test(url)) return { engine: 'postgres', url }
  const [, path, pages] = /^file:(?:\/\/(?=\/))?(.+?)(?:\?max_page_count=(\d+))?$/.exec(url) ?? []
  if (!path) throw new StoreRefusal('bad_url', 'DATABASE_URL must be file:PATH or postgres://…')
  return { engine: 'sqlite', path: real(resolve(path)), maxPages: pages === undefined ? undefined : Number(pages) }
}

/** Two names of one file must meet in one lock. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path)
  const folder = dirname(path)
  return existsSync(folder) ? join(realpathSync(folder), basename(path)) : path
}
