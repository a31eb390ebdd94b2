import { Refused } from '#device/client/index.ts'
import type { SignOutAccepted } from '#protocol/sign-out.ts'
import type { Agent } from './agent.ts'
import type { Arguments } from './arguments.ts'
import { Locked } from './lock.ts'
import { EXIT, type Outcome, type Output } from './output.ts'

/**
 * Signs this machine out. Access has ended when the server answers; then this agent (`follow`) cleans up and confirms, or the one that is
 * running already does. A linked machine whose original must confirm ends with 3.
 */
export async function signOutCommand(
  agent: Agent,
  { say, words }: Output,
  { values }: Arguments,
  follow: () => Promise<Outcome>,
): Promise<Outcome> {
  const session = await agent.vault.get('session')
  if (session === undefined) {
    say(words.notSignedIn)
    return { exit: EXIT.failed, json: { state: 'none' } }
  }
  const signOut = await request(agent, values)
  if (signOut?.state === 'awaiting-original') {
    say(words.awaitsOriginal(words.theOriginal))
    return { exit: EXIT.awaitsOriginal, json: { state: signOut.state, signOutId: signOut.id } }
  }
  try {
    return await follow()
  } catch (error) {
    if (!(error instanceof Locked)) {
      say(words.endedNotCleaned)
      throw error
    }
    say(words.otherFinishes)
    return { exit: EXIT.done, json: { state: signOut?.state ?? 'ended', signOutId: signOut?.id ?? null } }
  }
}

/** Null when the session had ended before: then its order is already on its way. */
async function request(
  { client }: Agent,
  values: Arguments['values'],
): Promise<SignOutAccepted['signOuts'][number] | null> {
  const body = {
    scope: 'this',
    confirm: true,
    ...(values.exit === undefined ? {} : { exit: values.exit }),
    ...(values.cleanup === undefined ? {} : { cleanup: values.cleanup }),
    ...(values['keep-records'] ? { keepRecords: true } : {}),
    ...(values['clear-cache'] ? { clearCache: true } : {}),
    ...(values.unbind ? { unbind: true } : {}),
  }
  try {
    const { signOuts } = await client.http.call<SignOutAccepted>('POST', '/api/v1/sign-outs', body)
    return signOuts[0] ?? null
  } catch (error) {
    if (error instanceof Refused && error.code === 'session_ended') return null
    throw error
  }
}
