import fc from 'fast-check'
import type { Viewer } from '#domain/access.ts'
import { isDomainError } from '#domain/errors.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import {
  approveSignOut,
  declineSignOut,
  overrideSignOut,
  remindOriginal,
  reportOnSignOut,
  retrySignOut,
  waiveSignOut,
} from '#server/commands/advance-sign-out.ts'
import { reinstateMember, suspendMember } from '#server/commands/change-member.ts'
import { confirmSignOut } from '#server/commands/confirm-sign-out.ts'
import { expireSessions } from '#server/commands/expire-sessions.ts'
import { forceSignOuts } from '#server/commands/force-sign-outs.ts'
import { approveLink, beginLink } from '#server/commands/link-device.ts'
import { redeemLink } from '#server/commands/redeem-link.ts'
import { requestSignOut } from '#server/commands/request-sign-out.ts'
import { signIn } from '#server/commands/sign-in.ts'
import { whoHolds, type Caller } from '#server/queries/caller.ts'
import { parseClaims } from './ports.ts'
import { DEVICES, InjectedFault, withProof, type Handset, type World } from './world.ts'

const REASON = 'because the history says so'
const device = fc.nat({ max: DEVICES - 1 })
const pick = fc.nat({ max: 6 })
const often = fc.constantFrom(true, true, false)
const seldom = fc.constantFrom(false, false, false, false, true)

/** Everything that may happen. Numbers choose among what there is at that moment. */
export const operation = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('sign-in' as const), device, replace: fc.option(pick) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      device,
      by: device,
      replace: fc.option(pick),
      fetch: often,
      wrong: seldom,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('sign-out' as const),
      by: device,
      scope: fc.constantFrom('this' as const, 'others' as const, 'all' as const, null, null, null),
      target: pick,
      approver: fc.constantFrom('none' as const, 'null' as const, 'other' as const),
      unbind: fc.boolean(),
      keepRecords: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('force' as const, 'suspend' as const, 'expire' as const),
      target: pick,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('confirm' as const),
      target: pick,
      result: fc.constantFrom('done' as const, 'done' as const, 'partial' as const, 'failed' as const),
      forge: fc.constantFrom('no' as const, 'no' as const, 'key' as const, 'nonce' as const, 'device' as const),
      old: fc.boolean(),
      jti: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('received' as const, 'progress' as const, 'not-now' as const),
      target: pick,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('approve' as const, 'decline' as const, 'retry' as const, 'remind' as const),
      by: device,
      anyone: fc.boolean(),
      target: pick,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('override' as const, 'waive' as const), target: pick }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(1, 2_000, 60_000, 16 * 60_000, 31 * 24 * 3_600_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('fault' as const, 'fetch' as const) }) },
)
type Union<T> = T extends fc.Arbitrary<infer U> ? U : never
export type Operation = Union<typeof operation>
type Of<K extends Operation['do']> = Extract<Operation, { do: K }>

/** Does one thing as its actor would. A refusal by the product is part of the history; any other error is a failure. */
export async function perform(world: World, op: Operation): Promise<void> {
  try {
    await act(world, op)
  } catch (error) {
    if (!isDomainError(error) && !(error instanceof InjectedFault)) throw error
    if (isDomainError(error) && (error.code === 'internal' || error.code === 'unavailable')) throw error
  }
}

async function act(world: World, op: Operation): Promise<void> {
  switch (op.do) {
    case 'sign-in':
      return enter(world, op)
    case 'link':
      return link(world, op)
    case 'sign-out':
      return signOut(world, op)
    case 'confirm':
      return confirm(world, op)
    case 'received':
    case 'progress':
    case 'not-now':
      return report(world, op.do, op.target)
    case 'approve':
    case 'decline':
    case 'retry':
    case 'remind':
      return decide(world, op)
    case 'fetch': {
      const pending = world.journal.unfetched.shift()
      return pending && fetchToken(world, pending)
    }
    case 'wait':
      return world.clock.advance(op.ms)
    case 'fault':
      world.faults = 1
      return
    default:
      return administer(world, op)
  }
}

const handset = (world: World, i: number): Handset => world.handsets[i] ?? fail('no such handset')
function fail(why: string): never {
  throw new Error(why)
}

async function caller(world: World, i: number): Promise<Caller> {
  const { token } = handset(world, i)
  const ended = new Set(world.journal.ended)
  const found: Caller = token === null ? { kind: 'none' } : await whoHolds(world.ports, token)
  if (found.kind === 'active' && ended.has(found.session.id))
    fail(`I1: ${found.session.id} was let in after its sign-out was answered`)
  return found
}

async function viewer(world: World, i: number): Promise<Viewer | null> {
  const found = await caller(world, i)
  return found.kind === 'active' ? found.viewer : null
}

async function activeSession(world: World, i: number | null): Promise<string | undefined> {
  if (i === null) return undefined
  return (await world.ports.store.read.sessions.activeOf(world.memberId))[i]?.id
}

async function enter(world: World, op: Of<'sign-in'>): Promise<void> {
  const self = handset(world, op.device)
  const replace = await activeSession(world, op.replace)
  const ask = { email: world.email, password: 'password', device: self.claim, ip: null, replace }
  const admitted = await withProof(self.key, (proof) => signIn(world.ports, { ...ask, proof }))
  Object.assign(self, { token: admitted.token, deviceId: admitted.device.id })
}

async function link(world: World, op: Of<'link'>): Promise<void> {
  const by = await viewer(world, op.by)
  const self = handset(world, op.device)
  if (!by) return
  const { deviceCode, link: begun } = await beginLink(world.ports, self.claim, null)
  const number = op.wrong ? 'no' : begun.checkNumber
  await approveLink(world.ports, by, begun.userCode, number, await activeSession(world, op.replace))
  if (op.fetch) await fetchToken(world, { deviceCode, device: op.device })
  else world.journal.unfetched.push({ deviceCode, device: op.device })
}

async function fetchToken(
  world: World,
  { deviceCode, device: i }: { deviceCode: string; device: number },
): Promise<void> {
  const self = handset(world, i)
  const polled = await redeemLink(world.ports, deviceCode, self.key.sign(deviceCode), null)
  if (polled.ok) Object.assign(self, { token: polled.admitted.token, deviceId: polled.admitted.device.id })
}

async function signOut(world: World, op: Of<'sign-out'>): Promise<void> {
  const by = await viewer(world, op.by)
  if (!by) return
  const latest = await world.ports.store.read.sessions.latestOf(world.memberId)
  const all = latest.toSorted((a, b) => rank(a) - rank(b))
  const target = all[op.target % Math.max(1, all.length)]
  const chosen = op.scope === null ? { sessions: target ? [target.id] : [] } : { scope: op.scope }
  const other = all.find(
    (session) => session.endedAt === null && session.bySelf && session.id !== target?.id && session.id !== by.sessionId,
  )
  const approver = op.approver === 'null' ? null : op.approver === 'other' ? other?.deviceId : undefined
  const asked = await requestSignOut(world.ports, by, {
    ...chosen,
    approver,
    unbind: op.unbind,
    ...(op.unbind ? {} : { keepRecords: op.keepRecords && op.scope !== null }),
  })
  noteAnswered(world, asked.signOuts)
}

/** Linked ones that are active first: they have the longest way to go. */
const rank = (session: Session) => (session.endedAt !== null ? 2 : session.originalDeviceId === null ? 1 : 0)

/** Access of these has ended, and the world was told so. */
function noteAnswered(world: World, signOuts: readonly SignOut[]): void {
  for (const { id, sessionId } of signOuts) {
    world.journal.answered.add(id)
    world.journal.ended.add(sessionId)
  }
}

async function aSignOut(world: World, i: number, undecided = false): Promise<SignOut | null> {
  const { items } = await world.ports.store.read.signOuts.list({ memberId: world.memberId, limit: 100 })
  const waiting = undecided ? items.filter(({ state }) => state === 'awaiting-original' || state === 'declined') : []
  const among = waiting.length > 0 ? waiting : items
  return among[i % Math.max(1, among.length)] ?? null
}

const ownerOf = (world: World, signOut: SignOut): Handset | undefined =>
  world.handsets.find(({ deviceId }) => deviceId === signOut.deviceId)
const reporterOf = ({ sessionId, deviceId, memberId }: SignOut) => ({ sessionId, deviceId, memberId })

async function report(world: World, type: 'received' | 'progress' | 'not-now', target: number): Promise<void> {
  const found = await aSignOut(world, target)
  if (!found) return
  const signOutId = found.id
  if (type === 'received') await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId })
  else if (type === 'progress')
    await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId, step: 'caches', done: 1, of: 2 })
  else await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId, reason: REASON, forMs: 1000 })
}

async function confirm(world: World, op: Of<'confirm'>): Promise<void> {
  const found = await aSignOut(world, op.target)
  const self = found && ownerOf(world, found)
  if (!found || !self) return
  const secrets = await world.ports.store.read.signOuts.secrets(found.id)
  const stranger = world.handsets.find((other) => other !== self) ?? self
  const nonce = op.forge === 'nonce' ? 'guessed' : (secrets?.nonce ?? '')
  const attempt = op.old ? { attempt: 1 } : {}
  const claims = {
    iss: found.deviceId,
    jti: `jti-${op.jti}-${op.result}`,
    iat: 0,
    signOutId: found.id,
    nonce,
    result: op.result,
    ...attempt,
  }
  const jws = (op.forge === 'key' ? stranger : self).key.sign(JSON.stringify(claims))
  const reporter = op.forge === 'device' ? { ...reporterOf(found), deviceId: 'dev_stranger' } : reporterOf(found)
  // Noted before the answer: a confirmation may be stored and its answer lost.
  if (op.forge === 'no' && op.result === 'done') world.journal.proven.add(found.id)
  const answer = await confirmSignOut(world.ports, reporter, jws, parseClaims)
  const said = `${found.id} ${claims.jti}`
  const first = world.journal.answers.get(said) ?? answer
  if (first !== answer) fail(`I4: ${said} was answered ${first}, and then ${answer}`)
  world.journal.answers.set(said, answer)
  if (op.forge !== 'no') fail(`I5: a confirmation with a forged ${op.forge} was taken`)
}

async function decide(world: World, op: Of<'approve' | 'decline' | 'retry' | 'remind'>): Promise<void> {
  const found = await aSignOut(world, op.target, true)
  const original = world.handsets.findIndex(
    ({ deviceId }) => deviceId !== null && deviceId === found?.original?.deviceId,
  )
  const by = await viewer(world, op.anyone || original === -1 ? op.by : original)
  if (!by || !found) return
  if (op.do === 'approve') await approveSignOut(world.ports, by, found.id)
  else if (op.do === 'decline') await declineSignOut(world.ports, by, found.id, REASON)
  else if (op.do === 'retry') await retrySignOut(world.ports, by, found.id)
  else await remindOriginal(world.ports, by, found.id)
}

async function administer(world: World, op: Of<'force' | 'suspend' | 'expire' | 'override' | 'waive'>): Promise<void> {
  if (op.do === 'expire') return void (await expireSessions(world.ports))
  const admin = await world.admin()
  if (op.do === 'force')
    return void (await forceSignOuts(world.ports, admin, { members: [world.memberId], reason: REASON }, undefined))
  if (op.do === 'suspend') {
    const { signOuts } = await suspendMember(world.ports, admin, world.memberId, REASON)
    noteAnswered(world, signOuts)
    return void (await reinstateMember(world.ports, admin, world.memberId))
  }
  const found = await aSignOut(world, op.target, op.do === 'override')
  if (!found) return
  await (op.do === 'override' ? overrideSignOut : waiveSignOut)(world.ports, admin, found.id, REASON)
}
