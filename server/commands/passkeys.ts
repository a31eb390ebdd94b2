import type { Viewer } from '#domain/access.ts'
import type { Passkey, PasskeyAssertion, PasskeyCreation, TicketKind } from '#domain/credential.ts'
import { cleanName } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { Member } from '#domain/member.ts'
import { checkAddress, recordAddressFailure } from './admission.ts'
import { requireStepUp } from './authorise.ts'
import { refuseClosed } from './enter.ts'
import { changeCredential, noteCredential } from './note-credential.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { putTicket, takeTicket } from './tickets.ts'

type Options = Readonly<Record<string, unknown>>
const MOST = 20

/** What a browser needs to make a passkey. Throws `step_up_required`, `wrong_state` when there are twenty. */
export async function beginPasskey(ports: Ports, viewer: Viewer): Promise<Options> {
  requireStepUp(viewer, ports.clock.now())
  const { read } = ports.store
  const [member, present, org] = await Promise.all([
    read.members.get(viewer.memberId),
    read.passkeys.ofMember(viewer.memberId),
    requireOrg(read.org),
  ])
  if (!member) throw new DomainError('not_found')
  if (present.length >= MOST) throw new DomainError('wrong_state', { state: 'full' })
  const challenge = await ports.store.write((tx) => putTicket(ports, tx, 'passkey-create', { memberId: member.id }))
  return ports.passkeys.creation({ challenge, company: org.name, member, present })
}

/** Keeps the passkey that a browser has made over this member's challenge. Throws `passkey_refused`. */
export async function addPasskey(
  ports: Ports,
  viewer: Viewer,
  made: PasskeyCreation,
  name: string | undefined,
): Promise<Passkey> {
  const challenge = await challengeTaken(ports, made.response.clientDataJSON, 'passkey-create', viewer.memberId)
  const created = challenge === null ? null : await ports.passkeys.verifyCreation(made, challenge)
  if (created === null) throw new DomainError('passkey_refused')
  const passkey: Passkey = {
    ...created,
    id: ports.random.id('passkey'),
    memberId: viewer.memberId,
    name: cleanName(name ?? '') || viewer.deviceName,
    createdAt: ports.clock.now(),
    lastUsedAt: null,
  }
  await changeCredential(ports, viewer.memberId, async (tx) => {
    const member = await tx.members.get(viewer.memberId)
    if (!member || !(await tx.passkeys.insert(passkey))) throw new DomainError('passkey_refused')
    await noteCredential(ports, tx, member, { what: 'passkey-added', name: passkey.name, by: viewer })
  })
  return passkey
}

/** Throws `not_found` for one that is not the caller's, like for an unknown one. */
export async function renamePasskey(
  ports: Ports,
  viewer: Viewer,
  id: string,
  asked: () => Promise<string>,
): Promise<Passkey> {
  const passkey = own(viewer, await ports.store.read.passkeys.get(id))
  const name = cleanName(await asked())
  if (name === '') throw new DomainError('invalid', { errors: [{ field: 'name', code: 'required' }] })
  await ports.store.write((tx) => tx.passkeys.rename(id, name))
  return { ...passkey, name }
}

/** It no longer signs anybody in. Throws `step_up_required`, `not_found`. */
export async function removePasskey(ports: Ports, viewer: Viewer, id: string): Promise<void> {
  const { name } = own(viewer, await ports.store.read.passkeys.get(id))
  requireStepUp(viewer, ports.clock.now())
  await changeCredential(ports, viewer.memberId, async (tx) => {
    const member = await tx.members.get(viewer.memberId)
    if (!member || (await tx.passkeys.get(id)) === null) throw new DomainError('not_found')
    await tx.passkeys.remove(id)
    await noteCredential(ports, tx, member, { what: 'passkey-removed', name, by: viewer })
  })
}

/** What a browser needs to sign with a passkey: with any of this site's to sign in, with one of the caller's to step up. */
export async function askPasskey(ports: Ports, viewer: Viewer | null): Promise<Options> {
  const kind = viewer === null ? 'passkey-sign-in' : 'passkey-step-up'
  const memberId = viewer?.memberId ?? null
  const present = memberId === null ? [] : await ports.store.read.passkeys.ofMember(memberId)
  const challenge = await ports.store.write((tx) => putTicket(ports, tx, kind, { memberId }))
  return ports.passkeys.request({ challenge, present })
}

/** Proves a passkey for somebody who is not signed in; the answer stands for them until their device is enrolled. */
export async function arriveByPasskey(ports: Ports, given: PasskeyAssertion, ip: string | null): Promise<string> {
  await checkAddress(ports, ip)
  const member = await provePasskey(ports, given, 'passkey-sign-in', null)
  if (member === null) {
    await recordAddressFailure(ports, ip)
    throw new DomainError('passkey_refused')
  }
  refuseClosed(member, await requireOrg(ports.store.read.org))
  return ports.store.write((tx) => putTicket(ports, tx, 'arrival', { memberId: member.id, method: 'passkey' }))
}

/** Whose passkey signed a challenge of ours, once; null when nobody's did. `memberId` when it must be this member's. */
export async function provePasskey(
  ports: Ports,
  given: PasskeyAssertion,
  kind: TicketKind,
  memberId: string | null,
): Promise<Member | null> {
  const challenge = await challengeTaken(ports, given.response.clientDataJSON, kind, memberId)
  const passkey = await ports.store.read.passkeys.byCredential(given.id)
  if (challenge === null || passkey === null || (memberId !== null && passkey.memberId !== memberId)) return null
  const counter = await ports.passkeys.verifyAssertion(given, challenge, passkey)
  if (counter === null) return null
  const used = await ports.store.write((tx) => tx.passkeys.use(passkey.id, counter, ports.clock.now()))
  return used ? ports.store.read.members.get(passkey.memberId) : null
}

/** The challenge in what a browser signed, used up by being looked at. */
async function challengeTaken(
  ports: Ports,
  clientDataJSON: string,
  kind: TicketKind,
  memberId: string | null,
): Promise<string | null> {
  const challenge = ports.passkeys.challengeOf(clientDataJSON)
  const ticket = challenge === null ? null : await ports.store.write((tx) => takeTicket(ports, tx, kind, challenge))
  return ticket?.memberId === memberId ? challenge : null
}

function own(viewer: Viewer, passkey: Passkey | null): Passkey {
  if (passkey?.memberId !== viewer.memberId) throw new DomainError('not_found')
  return passkey
}
