import { constants, copyFile, link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDiskFull } from './durable-file.ts'
import { letGoReserve } from './reserve.ts'

/** Another agent works on this state folder; `pid` is its process, `path` the lock that it holds. */
export class Locked extends Error {
  override readonly name = 'Locked'
  readonly pid: number
  readonly path: string
  constructor(pid: number, path: string) {
    super(`another agent (process ${pid}) uses this state folder`)
    this.pid = pid
    this.path = path
  }
}

/**
 * One agent at a time. The lock is there with its content or not at all. One that a killed process left behind is taken over; also after a
 * restart of the computer, where the system tells one from the next, when its pid may be somebody else's.
 * @throws {Locked} while another one lives
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const own = `${path}.${process.pid}`
  const boot = await bootId()
  await writeSmall(own, `${process.pid} ${boot}`)
  try {
    while (!(await linked(own, path))) await takeOver(path, `${own}.old`, boot)
  } finally {
    await rm(own, { force: true })
  }
  return () => rm(path, { force: true })
}

/** False when there is one. */
async function linked(own: string, path: string): Promise<boolean> {
  // Some file systems have no links: there the content comes a moment after the file.
  const done = link(own, path).catch((error: unknown) => {
    if (isThere(error)) throw error
    return copyFile(own, path, constants.COPYFILE_EXCL)
  })
  try {
    await done
    return true
  } catch (error) {
    if (isThere(error)) return false
    throw error
  }
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}

/** Takes a dead one's lock aside, and looks at it again there: it may have become a living one's since. */
async function takeOver(path: string, aside: string, boot: string): Promise<void> {
  await refuseLiving(path, path, boot)
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  try {
    await refuseLiving(aside, path, boot)
  } catch (error) {
    await linked(aside, path)
    throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function refuseLiving(at: string, path: string, boot: string): Promise<void> {
  const [pid = '', its = ''] = (await readFile(at, 'utf8').catch(() => '')).split(' ')
  if ((its === '' || boot === '' || its === boot) && isAlive(Number(pid))) throw new Locked(Number(pid), path)
}

async function writeSmall(path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 }).catch(async (error: unknown) => {
    if (!isDiskFull(error) || !(await letGoReserve(dirname(path)))) throw error
    await writeFile(path, text, { mode: 0o600 })
  })
}

/** Differs after each start of the computer; empty where the system has no such word. */
async function bootId(): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim()
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
