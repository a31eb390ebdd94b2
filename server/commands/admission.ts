import { DomainError } from '#domain/errors.ts'
import { networkOf } from '#domain/network.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'

const WINDOW_MS = 10 * 60_000
/** Wrong passwords in ten minutes before the next one is refused (protocol.md, part 2, Limits). Only failures count. */
const LIMITS = { pair: 10, account: 100, address: 100, code: 10, begun: 100 } as const

export type Attempt = { readonly account: string; readonly address: string | null }

/** Throws `rate_limited` with the seconds to wait when too many failures came from here or for this account. */
export async function checkFailures(ports: Ports, attempt: Attempt): Promise<void> {
  for (const [bucket, limit] of bucketsOf(ports, attempt)) await checkBucket(ports, bucket, limit)
}

export async function recordFailure(ports: Ports, attempt: Attempt): Promise<void> {
  const buckets = bucketsOf(ports, attempt).map(([bucket]) => bucket)
  await ports.store.write((tx) => tx.failures.add(buckets, ports.clock.now()))
}

function bucketsOf(ports: Ports, { account, address }: Attempt): [string, number][] {
  const name = (kind: string, text: string) => ports.hash(`${kind}\n${text}`)
  const byAccount: [string, number] = [name('account', account), LIMITS.account]
  if (address === null) return [byAccount]
  return [
    [name('pair', `${account}\n${address}`), LIMITS.pair],
    byAccount,
    [name('address', networkOf(address)), LIMITS.address],
  ]
}

/** Guessed link codes: ten wrong look-ups by one caller in ten minutes (protocol.md, part 5). */
export async function checkCodeGuesses(ports: Ports, caller: string): Promise<void> {
  await checkBucket(ports, ports.hash(`code\n${caller}`), LIMITS.code)
}

export async function recordCodeGuess(ports: Ports, caller: string): Promise<void> {
  await ports.store.write((tx) => tx.failures.add([ports.hash(`code\n${caller}`)], ports.clock.now()))
}

/** Requests to be linked: a hundred from one address in ten minutes, whatever becomes of them, because anyone may ask. Throws `rate_limited`. */
export async function checkBegun(ports: Ports, address: string | null): Promise<void> {
  if (address !== null) await checkBucket(ports, begunFrom(ports, address), LIMITS.begun)
}

export async function recordBegun(ports: Ports, tx: Writes, address: string | null): Promise<void> {
  if (address !== null) await tx.failures.add([begunFrom(ports, address)], ports.clock.now())
}

const begunFrom = (ports: Ports, address: string) => ports.hash(`begun\n${networkOf(address)}`)

/** Wrong codes of a second factor. Stricter than passwords, and a right one is refused too: six digits can be tried through. */
const CODE_TRIES = { pair: 10, account: 30 } as const

export async function checkCodeTries(ports: Ports, attempt: Attempt): Promise<void> {
  for (const [bucket, limit] of codeBuckets(ports, attempt)) await checkBucket(ports, bucket, limit)
}

export async function recordCodeFailure(ports: Ports, attempt: Attempt): Promise<void> {
  const buckets = codeBuckets(ports, attempt).map(([bucket]) => bucket)
  await ports.store.write((tx) => tx.failures.add(buckets, ports.clock.now()))
}

function codeBuckets({ hash }: Ports, { account, address }: Attempt): [string, number][] {
  return [
    [hash(`factor\n${account}`), CODE_TRIES.account],
    [hash(`factor\n${account}\n${address ?? ''}`), CODE_TRIES.pair],
  ]
}

/** Failures that are about no account yet, by address: passkeys that are not known, links for a new password. */
export async function checkAddress(ports: Ports, address: string | null): Promise<void> {
  if (address !== null) await checkBucket(ports, addressBucket(ports, address), LIMITS.address)
}

export async function recordAddressFailure(ports: Ports, address: string | null): Promise<void> {
  if (address === null) return
  await ports.store.write((tx) => tx.failures.add([addressBucket(ports, address)], ports.clock.now()))
}

const addressBucket = ({ hash }: Ports, address: string) => hash(`address\n${networkOf(address)}`)

/** Links for a new password: three for one account in ten minutes, so that nobody's mailbox is flooded. */
const RESETS = 3

export async function mayAskReset({ store, clock, hash }: Ports, account: string): Promise<boolean> {
  const { count } = await store.read.failures.count(hash(`reset\n${account}`), clock.now() - WINDOW_MS)
  return count < RESETS
}

/** Each asking counts for its address as a failure does, whether there is such an account or not. */
export async function recordResetAsked(ports: Ports, account: string, address: string | null): Promise<void> {
  const buckets = [ports.hash(`reset\n${account}`), ...(address === null ? [] : [addressBucket(ports, address)])]
  await ports.store.write((tx) => tx.failures.add(buckets, ports.clock.now()))
}

/** Links that administrators make for one account have a count of their own: what strangers ask for at the form must not stop them. */
export async function checkLinksFor(ports: Ports, account: string): Promise<void> {
  await checkBucket(ports, linksFor(ports, account), RESETS)
}

export async function recordLinkFor(ports: Ports, tx: Writes, account: string): Promise<void> {
  await tx.failures.add([linksFor(ports, account)], ports.clock.now())
}

const linksFor = ({ hash }: Ports, account: string) => hash(`reset by an administrator\n${account}`)

async function checkBucket(ports: Ports, bucket: string, limit: number): Promise<void> {
  const now = ports.clock.now()
  const { count, oldest } = await ports.store.read.failures.count(bucket, now - WINDOW_MS)
  if (count < limit || oldest === null) return
  throw new DomainError('rate_limited', { retryAfterS: Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000)) })
}
