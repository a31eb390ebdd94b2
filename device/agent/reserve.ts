import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Enough for an order, its confirmation and every small file of the state folder, several times over. */
const BYTES = 64 * 1_024
const NAME = 'reserve'

/**
 * A file that holds some room in the state folder while somebody is signed in, so that a full disk does not keep a sign-out from being
 * written down, and with it the clean-up that makes room. Without room for it there is none.
 */
export async function holdReserve(folder: string): Promise<void> {
  const path = join(folder, NAME)
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size === BYTES) return
  const file = await open(path, 'w', 0o600).catch(() => null)
  const whole = await file?.writeFile(Buffer.alloc(BYTES, 1)).then(
    () => true,
    () => false,
  )
  await file?.close()
  if (whole !== true) await letGoReserve(folder)
}

/** True when there was one. */
export async function letGoReserve(folder: string): Promise<boolean> {
  return rm(join(folder, NAME)).then(
    () => true,
    () => false,
  )
}
