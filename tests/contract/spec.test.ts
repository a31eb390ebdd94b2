import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOMS = ['app', 'db', 'device', 'domain', 'protocol', 'server', 'tests']
/** Cases are also tried by hand and by people; every other rule has a test that says its id. */
const IS_CASE = /^[A-H]\d+$/

function textsBelow(folder: string, suffix: RegExp): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => suffix.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

const rules = new Set(
  textsBelow('docs/spec', /\.md$/).flatMap((text) =>
    [...text.matchAll(/\*\*([A-Z]{1,2}\d+)\*\*/g)].map(([, id = '']) => id),
  ),
)
const titles = ROOMS.flatMap((room) => textsBelow(room, /\.tsx?$/)).flatMap((text) => [
  ...text.matchAll(/['"`]\[([A-Z]{1,2}\d+(?:[., ]+[A-Z]{1,2}\d+)*)\]/g),
])
const cited = new Set(titles.flatMap(([, ids = '']) => allOf(ids)))

/** `I1..I12` means all of them. */
function allOf(ids: string): string[] {
  const [, prefix, first, last] = /^([A-Z]+)(\d+)\.\.\1(\d+)$/.exec(ids) ?? []
  if (prefix === undefined) return ids.split(/[, ]+/)
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `${prefix}${Number(first) + i}`)
}

it('every id that a test cites is explained in docs/spec', () => {
  expect([...cited].filter((id) => !rules.has(id)).toSorted()).toEqual([])
})

it('every rule of docs/spec has a test that cites it', () => {
  expect([...rules].filter((id) => !IS_CASE.test(id) && !cited.has(id)).toSorted()).toEqual([])
})
