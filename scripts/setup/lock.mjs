/** One preparation at a time in one checkout: two installs or two builds would tear each other's files. */
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isStopping } from './child.mjs'
import { root, say } from './project.mjs'

const LOCK = join(root, '.setup-lock')
const HEARTBEAT_MS = 2_000
const STALE_MS = 20_000

/** Runs `work` while no other process of this checkout is in its own. */
export async function withLock(work) {
  let told = false
  while (!take()) {
    if (isStopping()) return
    if (!told) say('another command is preparing this checkout; waiting for it')
    told = true
    await delay(250)
  }
  const heartbeat = setInterval(() => utimesSync(LOCK, new Date(), new Date()), HEARTBEAT_MS)
  const release = () => rmSync(LOCK, { recursive: true, force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    clearInterval(heartbeat)
    process.off('exit', release)
    release()
  }
}

/** mkdir is the test and the taking in one; a lock whose owner is dead or silent is taken over. */
function take() {
  try {
    mkdirSync(LOCK)
    writeFileSync(join(LOCK, 'pid'), String(process.pid))
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned()) remove()
    return false
  }
}

function isAbandoned() {
  const found = statSync(LOCK, { throwIfNoEntry: false })
  if (!found) return false
  if (Date.now() - found.mtimeMs > STALE_MS) return true
  const pid = ownerOf(LOCK)
  return pid !== undefined && !isAlive(pid)
}

/** Renaming first lets only one of several waiters remove it. */
function remove() {
  const aside = `${LOCK}.${process.pid}`
  try {
    renameSync(LOCK, aside)
  } catch {
    return
  }
  rmSync(aside, { recursive: true, force: true })
}

function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
