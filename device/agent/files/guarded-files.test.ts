import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CLASSES, type PathClass } from '../manifest/manifest.ts'
import { listFiles, measureFiles, removeClass, type Place } from './guarded-files.ts'
import { removeBelow } from './walk.ts'

let root: string
let home: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-files-'))
  home = join(root, 'home')
  await mkdir(home)
  await put('outside/mine.txt')
})
afterEach(() => rm(root, { recursive: true }))

async function put(path: string, bytes = 10): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), 'x'.repeat(bytes))
}
const place = (name: PathClass, path: string): Place => ({ home, class: name, path })
const all = new Set(CLASSES)
const mine = () => readFile(join(root, 'outside/mine.txt'), 'utf8')

test('[AG3] removes a class, and what a link in it points at stays', async () => {
  await put('home/app/a/b.txt', 100)
  await put('home/app/c.txt', 50)
  await symlink(join(root, 'outside'), join(home, 'app/folder-link'))
  await symlink(join(root, 'outside/mine.txt'), join(home, 'app/file-link'))
  const places = [place('config', '~/app')]
  expect((await measureFiles(places, all)).config?.files, 'a link counts as one').toBe(4)
  expect(await removeClass(places, 'config')).toEqual([])
  expect(await readdir(home)).toEqual([])
  expect(await mine()).toBe('x'.repeat(10))
})

test('[AG3] a deeper path of another class decides about itself', async () => {
  await put('home/app/chat.jsonl', 100)
  await put('home/app/cache/1.bin', 1_000)
  await put('home/app/logs/1.log', 7)
  const places = [place('records', '~/app'), place('cache', '~/app/cache'), place('logs', '~/app/logs')]
  expect(await measureFiles(places, all)).toEqual({
    records: { files: 1, bytes: 100 },
    cache: { files: 1, bytes: 1_000 },
    logs: { files: 1, bytes: 7 },
  })
  await removeClass(places, 'cache')
  expect((await readdir(join(home, 'app'))).toSorted()).toEqual(['chat.jsonl', 'logs'])
  await removeClass(places, 'records')
  expect(await listFiles(places, all)).toMatchObject([{ class: 'logs', bytes: 7 }])
  await removeClass(places, 'logs')
  await removeClass(places, 'records')
  expect(await readdir(home)).toEqual([])
})

test('[AG3] what is reached through a link inside the home folder goes with the link', async () => {
  await put('home/big/data.bin')
  await symlink(join(home, 'big'), join(home, 'app'))
  expect(await removeClass([place('cache', '~/app')], 'cache')).toEqual([])
  expect(await readdir(home)).toEqual([])
})

test('[AG3] a place that leads outside by now is not touched and said, and the others go', async () => {
  await put('home/app/a.txt')
  await symlink(join(root, 'outside'), join(home, 'other'))
  const places = [place('config', '~/other'), place('config', '~/app')]
  expect(await removeClass(places, 'config')).toEqual(['~/other'])
  expect(await mine()).toBe('x'.repeat(10))
  expect(await readdir(home)).toEqual(['other'])
})

test('[AG3] a folder that is swapped for a link between the look and the deed is not followed', async () => {
  await put('home/a/b/c.txt')
  await rename(join(home, 'a'), join(home, 'moved'))
  await symlink(join(root, 'outside'), join(home, 'a'))
  await put('outside/b/c.txt')
  await expect(removeBelow(home, join(home, 'a/b'), new Set())).rejects.toThrow('not inside')
  expect(await readdir(join(root, 'outside/b'))).toEqual(['c.txt'])
})

test('[AG3] folders swapped for links while they are removed: nothing outside is ever lost', async () => {
  for (let i = 0; i < 60; i++) await put(`home/app/${i}/x/${i}.txt`)
  for (let i = 0; i < 60; i++) await put(`outside/x/${i}.txt`)
  let swapping = true
  const swapper = (async () => {
    for (let i = 0; swapping; i = (i + 1) % 60) {
      const path = join(home, 'app', String(i))
      await rename(path, `${path}.away`).catch(() => {})
      await symlink(join(root, 'outside'), path).catch(() => {})
    }
  })()
  for (let i = 0; i < 5; i++) await removeClass([place('cache', '~/app')], 'cache')
  swapping = false
  await swapper
  expect(await readdir(join(root, 'outside/x'))).toHaveLength(60)
  expect(await mine()).toBe('x'.repeat(10))
})
