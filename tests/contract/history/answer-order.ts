import { reportOnSignOut } from '#server/commands/advance-sign-out.ts'
import { confirmSignOut } from '#server/commands/confirm-sign-out.ts'
import { fail } from './callers.ts'
import type { Of } from './operation.ts'
import { parseClaims } from './ports.ts'
import { aSignOut, ownerOf, REASON, reporterOf } from './sign-outs.ts'
import type { World } from './world.ts'

export async function report(world: World, type: 'received' | 'progress' | 'not-now', target: number): Promise<void> {
  const found = await aSignOut(world, target)
  if (!found) return
  const signOutId = found.id
  if (type === 'received') await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId })
  else if (type === 'progress')
    await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId, step: 'caches', done: 1, of: 2 })
  else await reportOnSignOut(world.ports, reporterOf(found), { type, signOutId, reason: REASON, forMs: 1000 })
}

export async function confirm(world: World, op: Of<'confirm'>): Promise<void> {
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
