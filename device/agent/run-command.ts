import type { ClientState, Locked, Notice } from '#device/client/index.ts'
import type { Agent } from './agent.ts'
import { EXIT, type Outcome, type Output } from './output.ts'
import { record } from './profile.ts'

/** Follows the account until this machine's own confirmation is accepted (exit 0), or the server refuses it for good (4). */
export async function runCommand(
  { client, folder, vault }: Agent,
  output: Output,
  signal: AbortSignal,
): Promise<Outcome> {
  const { words, say } = output
  const session = await vault.get('session')
  let refused: string | null = null
  const saying = onceEach(say)
  client.on('connection', ({ state }) => {
    // Once access has ended the server closes the connection as soon as it has what it needs: no news for anybody.
    if (state !== 'lost' || client.state().phase === 'active') saying(words.connection(state))
  })
  client.on('refused', ({ code }) => {
    refused = code
    say(code === 'token_replaced' ? words.replaced : words.refused(code))
  })
  client.on('state', (state) => void (state.phase === 'locked' && sayLocked(state, output, saying)))
  client.on('entry', (entry) => {
    // Records belong to the account: none is written any more once access has ended.
    if (client.state().phase !== 'active' || session === undefined) return
    record(folder, session.sessionId, entry).catch((error: unknown) => say(String(error)))
  })
  signal.addEventListener('abort', () => void client.stop())
  if (signal.aborted) await client.stop()
  await client.start()
  if (client.state().phase === 'active') say(words.following)
  return outcomeOf(await client.ended, refused, output)
}

function outcomeOf(state: ClientState, refused: string | null, { words, say }: Output): Outcome {
  if (state.phase === 'signed-out') {
    say(words.signedOut)
    return { exit: EXIT.done, json: { state: 'confirmed', signOutId: state.signOutId } }
  }
  if (state.phase === 'none' && refused === null) {
    say(words.notSignedIn)
    return { exit: EXIT.failed, json: { state: 'none' } }
  }
  if (refused !== null) return { exit: EXIT.refused, json: { state: state.phase, error: refused } }
  return { exit: EXIT.failed, json: { state: state.phase } }
}

function sayLocked(state: Locked, { words }: Output, say: (text: string) => void): void {
  if (state.notice !== null) say(noticeLine(state.notice, words))
  if (state.notice?.awaitsOriginal) say(words.awaitsOriginal(words.theOriginal))
  else say(words.step(state.step))
}

/** Who, when and why: by you, and on which device, or by an administrator (never a person's name). */
function noticeLine({ by, accessEndedAt, reason }: Notice, words: Output['words']): string {
  const member = by.deviceName === undefined ? words.bySelf : words.byDevice(by.deviceName)
  const who = { member, admin: words.byAdmin, system: words.bySystem }[by.kind]
  return words.locked(who, accessEndedAt, reason === null ? '' : words.because(reason))
}

/** Says a line only when it is not the one it said last. */
function onceEach(say: (text: string) => void): (text: string) => void {
  const said = new Set<string>()
  return (text) => {
    if (said.has(text)) return
    said.add(text)
    say(text)
  }
}
