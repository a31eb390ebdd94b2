import { readJson, writeDurably } from './durable-file.ts'
import type { StateFolder } from './state-folder.ts'

/** Which server, and whose account. Only the server's address outlives a sign-out. */
export type Account = {
  readonly url: string
  readonly memberName?: string
  readonly deviceName?: string
  /** How long signing in took, and the first list after it, in milliseconds; for `status`. */
  readonly signInMs?: number
  readonly firstLoadMs?: number
}

export async function readAccount(folder: StateFolder): Promise<Account | null> {
  return (await readJson(folder.accountFile)) as Account | null // only `writeAccount` writes it
}

export async function writeAccount(folder: StateFolder, account: Account): Promise<void> {
  await writeDurably(folder.accountFile, JSON.stringify(account))
}

export async function forgetAccount(folder: StateFolder): Promise<void> {
  const account = await readAccount(folder)
  if (account !== null) await writeAccount(folder, { url: account.url })
}
