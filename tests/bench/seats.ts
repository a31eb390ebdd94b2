import { createHash, generateKeyPairSync } from 'node:crypto'
import { calculateJwkThumbprint } from 'jose'
import { openDatabase } from '#db/open.ts'
import { createStore } from '#db/stores/index.ts'
import type { PublicJwk } from '#domain/device.ts'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import type { Store, Writes } from '#domain/store.ts'
import { random } from '#server/random.ts'

/** One signed-in device: all that its own process needs to know of it. */
export type Seat = {
  readonly token: string
  readonly memberId: string
  readonly deviceId: string
  readonly sessionId: string
  /** The head of its member's log. */
  readonly cursor: number
  /** PKCS #8, PEM. */
  readonly privateKey: string
}
/** The devices of one member. */
export type Member = readonly [Seat, ...Seat[]]

export const DEVICES_A_MEMBER = 5
/** Where all but the owner are. */
export const DEPARTMENT = 'dep_bench'
const DAY_MS = 24 * 60 * 60_000
const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url')

/**
 * Fills an empty store with members of five signed-in devices each, each with a key of its own, as signing in would. The first member is
 * an owner who has stepped up. Signing in by the API would measure argon2.
 */
export async function fill(dataDir: string, members: number): Promise<Member[]> {
  const database = await openDatabase(`file:${dataDir}/signoff.db`)
  try {
    const store = createStore(database)
    await found(store)
    const made: Member[] = []
    for (let i = 0; i < members; i += 1) made.push(await addMember(store, i))
    return made
  } finally {
    await database.close()
  }
}

function found(store: Store): Promise<void> {
  return store.write(async (tx) => {
    await tx.org.insert({
      name: 'Bench',
      locale: 'en',
      timeZone: 'UTC',
      policy: DEFAULT_POLICY,
      policyVersion: 1,
      epoch: 1,
      createdAt: Date.now(),
      restoredAsOf: null,
    })
    await tx.members.insertDepartment({ id: DEPARTMENT, name: 'Bench', parentId: null })
  })
}

async function addMember(store: Store, i: number): Promise<Member> {
  const memberId = random.id('member')
  const keys = await Promise.all(Array.from({ length: DEVICES_A_MEMBER }, newKey))
  return store.write(async (tx) => {
    const email = `member-${i}@example.com`
    const member = {
      id: memberId,
      name: `Member ${i}`,
      email,
      state: 'active' as const,
      roles: i === 0 ? (['owner'] as const) : [],
      scopeDepartmentId: null,
      departmentId: i === 0 ? null : DEPARTMENT,
      handlesCustomers: false,
      customFields: {},
      createdAt: Date.now(),
      suspendedAt: null,
    }
    await tx.members.insert(member, null, email)
    const seats: Seat[] = []
    for (const [slot, key] of keys.entries()) seats.push(await addSeat(tx, memberId, slot, key))
    const [first, ...rest] = seats.map((seat) => ({ ...seat, cursor: DEVICES_A_MEMBER }))
    if (!first) throw new Error('a member without a device')
    return [first, ...rest]
  })
}

type Key = Awaited<ReturnType<typeof newKey>>
async function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const publicJwk: PublicJwk = { kty: 'EC', crv: 'P-256', x, y }
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { publicJwk, thumbprint: await calculateJwkThumbprint(publicJwk), pem }
}

async function addSeat(tx: Writes, memberId: string, slot: number, key: Key): Promise<Seat> {
  const now = Date.now()
  const [deviceId, sessionId, token] = [random.id('device'), random.id('session'), random.token()]
  const facts = { kind: 'desktop' as const, os: 'linux' as const, name: `Device ${slot}` }
  await tx.devices.insert({
    ...facts,
    id: deviceId,
    memberId,
    model: null,
    appVersion: '1.0',
    installId: deviceId,
    publicKey: key.publicJwk,
    thumbprint: key.thumbprint,
    bound: true,
    shared: false,
    createdAt: now,
    lastSeenAt: now,
    forgottenAt: null,
    status: null,
  })
  const data = { ...facts, sessionId, deviceId, method: 'password', originalDeviceId: null }
  const [entry] = await tx.log.append(memberId, [{ type: 'session.started', data }], now)
  const session = {
    id: sessionId,
    memberId,
    deviceId,
    method: 'password' as const,
    originalDeviceId: null,
    bySelf: true,
    startedAt: now,
    lastSeenAt: now,
    lastAcceptedAt: now,
    ip: '127.0.0.1',
    expiresAt: now + 90 * DAY_MS,
    endedAt: null,
    signOutId: null,
    epoch: 1,
    startSeq: entry?.seq ?? 0,
    ackedSeq: DEVICES_A_MEMBER,
    // A step-up holds five minutes; connecting thousands may take longer.
    steppedUpAt: now + DAY_MS,
  }
  await tx.sessions.insert(session, hash(token))
  return { token, memberId, deviceId, sessionId, cursor: 0, privateKey: key.pem }
}
