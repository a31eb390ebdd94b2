import type { Viewer } from '#domain/access.ts'
import type { DeviceClaim } from '#domain/device.ts'
import { isDomainError } from '#domain/errors.ts'
import type { Store } from '#domain/store.ts'
import type { Admitted } from '#server/commands/admit.ts'
import { acceptInvitation, createMember } from '#server/commands/create-member.ts'
import type { Ports } from '#server/commands/ports.ts'
import { setUp } from '#server/commands/set-up.ts'
import { signIn } from '#server/commands/sign-in.ts'
import { deviceKey, historyPorts, type DeviceKey, type MovedClock } from './ports.ts'

export const LIMIT = 3
export const DEVICES = 4
const OWNER = { name: 'Owner', email: 'owner@example.org', password: 'owner-password' }

/** One member's devices, from their own side: what they hold, and what they have learnt. */
export type Handset = {
  readonly key: DeviceKey
  readonly claim: DeviceClaim
  token: string | null
  deviceId: string | null
}

/** What the outside did and was answered; the invariants are checked against it. */
export type Journal = {
  /** Sessions whose end was answered. */
  readonly ended: Set<string>
  /** Sign-outs that were answered. */
  readonly answered: Set<string>
  /** Sign-outs for which the right key signed `done` over the right nonce. */
  readonly proven: Set<string>
  /** What was answered to each confirmation, by sign-out and jti. */
  readonly answers: Map<string, string>
  /** Links that were approved and whose token was not fetched yet. */
  readonly unfetched: { deviceCode: string; device: number }[]
  /** Sessions that were seen ended. */
  readonly seenEnded: Set<string>
  /** Confirmed sign-outs, as they were when first seen so. */
  readonly seenConfirmed: Map<string, string>
}

export type World = {
  readonly ports: Ports
  readonly clock: MovedClock
  readonly email: string
  readonly memberId: string
  readonly admin: () => Promise<Viewer>
  readonly handsets: readonly Handset[]
  readonly journal: Journal
  /** Makes the next writes fail just before their commit. */
  faults: number
}

const KINDS = [
  ['desktop', 'linux'],
  ['phone', 'ios'],
  ['desktop', 'macos'],
  ['web', 'other'],
] as const
// Keys are dear to make, and only have to differ within a member.
const KEYS = Array.from({ length: DEVICES }, deviceKey)
const OWNER_KEY = deviceKey()

function claimOf(key: DeviceKey, i: number): DeviceClaim {
  const [kind, os] = KINDS[i % KINDS.length] ?? KINDS[0]
  return {
    kind,
    os,
    name: `Device ${i}`,
    model: null,
    appVersion: null,
    installId: `install-${i}`,
    publicKey: key.publicKey,
  }
}

/** The organisation and an owner who is signed in; once for a store. */
export async function foundOrg(store: Store, clock: MovedClock): Promise<Ports> {
  const ports = historyPorts(store, clock)
  const [company, locale, timeZone] = ['History Ltd', 'en', 'Asia/Shanghai'] as const
  await setUp(ports, { company, locale, timeZone, owner: OWNER, policy: { limit: LIMIT } })
  return ports
}

/** A new member of that organisation, with devices that have never been seen. */
export async function newWorld(store: Store, clock: MovedClock, n: string): Promise<World> {
  const plain = historyPorts(store, clock)
  const admin = async () => viewerOf(await signedIn(plain, OWNER_KEY))
  const email = `${n}@example.org`
  const { member, token } = await createMember(plain, await admin(), { name: `Member ${n}`, email })
  await acceptInvitation(plain, token, 'password')
  const handsets = KEYS.map((key, i): Handset => ({ key, claim: claimOf(key, i), token: null, deviceId: null }))
  const journal: Journal = {
    ended: new Set(),
    answered: new Set(),
    proven: new Set(),
    answers: new Map(),
    unfetched: [],
    seenEnded: new Set(),
    seenConfirmed: new Map(),
  }
  const world = { ports: plain, clock, email, memberId: member.id, admin, handsets, journal, faults: 0 }
  return Object.assign(world, { ports: historyPorts(faulty(store, world), clock) })
}

/** The store, but that a write may fail when all of its work is done: then nothing of it may stay. */
function faulty(store: Store, world: { faults: number }): Store {
  return {
    read: store.read,
    ping: () => store.ping(),
    compact: () => store.compact(),
    write: (work) =>
      store.write(async (tx) => {
        const value = await work(tx)
        if (world.faults > 0) {
          world.faults -= 1
          throw new InjectedFault('just before the commit')
        }
        return value
      }),
  }
}
export class InjectedFault extends Error {}

async function signedIn(ports: Ports, key: DeviceKey): Promise<Admitted> {
  const ask = { email: OWNER.email, password: OWNER.password, device: claimOf(key, 0), ip: null }
  return withProof(key, (proof) => signIn(ports, { ...ask, proof }))
}

/** Tries, and where a known key must prove itself, proves it and tries again. */
export async function withProof<T>(key: DeviceKey, attempt: (proof: string | undefined) => Promise<T>): Promise<T> {
  try {
    return await attempt(undefined)
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'proof_required') throw error
    return attempt(key.sign(String(error.data['challenge'])))
  }
}

/** Who just signed in by password, and so has stepped up. */
function viewerOf({ member, device, session }: Admitted): Viewer {
  const { id: memberId, name, roles } = member
  const { bySelf, steppedUpAt } = session
  return {
    memberId,
    name,
    roles,
    scope: null,
    sessionId: session.id,
    deviceId: device.id,
    deviceName: device.name,
    bySelf,
    steppedUpAt,
  }
}
