import { open, readFile, rm } from 'node:fs/promises'

/** Another agent works on this state folder; `pid` is its process. */
export class Locked extends Error {
  override readonly name = 'Locked'
  readonly pid: number
  constructor(pid: number) {
    super(`another agent (process ${pid}) uses this state folder`)
    this.pid = pid
  }
}

/**
 * One agent at a time. A lock that a killed process left behind is taken over.
 * @throws {Locked} while another one lives
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(String(process.pid))
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      const pid = Number(await readFile(path, 'utf8').catch(() => ''))
      if (isAlive(pid)) throw new Locked(pid)
      await rm(path, { force: true })
    }
  }
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
