import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readJson, writeDurably } from './durable-file.ts'
import { fileVault } from './file-vault.ts'
import { takeLock } from './lock.ts'
import { holdReserve } from './reserve.ts'
import { openStateFolder, type StateFolder } from './state-folder.ts'
import { said } from './test/said.ts'

let root: string
let folder: StateFolder
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-state-'))
  folder = await openStateFolder(join(root, 'state'))
})
afterEach(() => rm(root, { recursive: true }))

test('a state folder that holds something else is refused and left alone; a file and a place without rights are said by name', async () => {
  const other = join(root, 'other')
  await mkdir(other, { mode: 0o755 })
  await writeFile(join(other, 'letter.txt'), 'mine')
  await expect(openStateFolder(other)).rejects.toThrow('holds something else')
  expect((await stat(other)).mode & 0o777).toBe(0o755)
  for (const path of [join(other, 'letter.txt'), join(other, 'letter.txt', 'deeper'), '/proc/signoff/state']) {
    const failed = await openStateFolder(path).catch((error: unknown) => error)
    expect(said(failed), path).toMatch(/cannot be used|No right/)
  }
})

test('a damaged file is said by name, and a lock of before the computer was started anew counts for nothing', async () => {
  await writeFile(folder.vaultFile, '{')
  const failed = await fileVault(folder.vaultFile)
    .get('session')
    .catch((error: unknown) => error)
  expect(said(failed)).toContain(`damaged: ${folder.vaultFile}`)
  await writeFile(folder.lockFile, `${process.ppid} another-boot`)
  const release = await takeLock(folder.lockFile)
  expect(await readdir(folder.path)).not.toContain(`agent.lock.${process.pid}`)
  await release()
})

test('of many that want the lock of a killed one at once, one gets it', async () => {
  await writeFile(folder.lockFile, '999999999')
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(folder.lockFile)))
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

// /dev/full says that the disk is full, as a disk does.
test.runIf(process.platform === 'linux')(
  '[AG10] on a full disk the reserve makes room for what must be written; without one the old content stays, and the file is named',
  async () => {
    const full = () => symlink('/dev/full', `${folder.lifeFile}.new`)
    await writeDurably(folder.lifeFile, '"old"')
    await full()
    const failed = await writeDurably(folder.lifeFile, '"new"').catch((error: unknown) => error)
    expect(said(failed)).toContain(`disk_full: The disk is full: ${folder.lifeFile} could not be written`)
    expect(await readdir(folder.path)).toEqual(['life.json'])
    expect(await readJson(folder.lifeFile)).toBe('old')
    await holdReserve(folder.path)
    await full()
    await writeDurably(folder.lifeFile, '"new"')
    expect(await readJson(folder.lifeFile)).toBe('new')
    expect(await readdir(folder.path), 'the reserve is used up').toEqual(['life.json'])
  },
)
