import { Unreachable, type ClientState, type Locked, type Notice } from '#device/client/index.ts'
import type { Agent } from './agent.ts'
import { unreachable } from './failure.ts'
import { live } from './life/live.ts'
import { EXIT, type Outcome, type Output } from './output.ts'
import { recordEntry } from './records/own-records.ts'
import { holdReserve } from './reserve.ts'

/**
 * Follows the account until this machine's own confirmation is accepted (exit 0), or the server refuses it for good (4). `program`: the
 * guarded program, which is started first.
 */
export async function runCommand(
  agent: Agent,
  output: Output,
  signal: AbortSignal,
  program: readonly string[] = [],
): Promise<Outcome> {
  const { client, vault, folder } = agent
  const { words, say } = output
  const living = new AbortController()
  let refused: string | null = null
  listen(agent, output, (code) => (refused = code))
  signal.addEventListener('abort', () => {
    living.abort()
    void client.stop()
  })
  if (signal.aborted) await client.stop()
  const session = await vault.get('session')
  if (session !== undefined) await holdReserve(folder.path)
  const told = { wiped: (app: string) => say(words.wiped(app)), programLost: say }
  const life = session === undefined ? null : await live(agent, program, told, living.signal)
  await client.start()
  if (client.state().phase === 'active') say(words.following)
  const state = await client.ended
  living.abort()
  await life?.end(state, signal)
  return outcomeOf(state, refused, output)
}

function listen(agent: Agent, output: Output, onRefused: (code: string) => void): void {
  const { client, folder, vault, key } = agent
  const { words, say } = output
  const saying = onceEach(say)
  sayConnection(agent, output)
  client.on('refused', ({ code }) => {
    onRefused(code)
    say(code === 'token_replaced' ? words.replaced : words.refused(code))
  })
  client.on('state', (state) => void (state.phase === 'locked' && sayLocked(state, output, saying)))
  client.on('entry', (entry) => {
    // Records belong to the account: none is written any more once access has ended.
    const { phase } = client.state()
    if (phase !== 'active') return
    void vault
      .get('session')
      .then((session) => session !== undefined && recordEntry(folder, key, session.sessionId, entry))
      .catch((error: unknown) => say(String(error)))
  })
}

/** That it is lost, why, and that it is back; not each try between. */
function sayConnection(agent: Agent, { words, say }: Output): void {
  const { client } = agent
  let last: 'connecting' | 'open' | 'lost' | null = null
  client.on('connection', ({ state }) => {
    // Once access has ended the server closes the connection as soon as it has what it needs: no news for anybody.
    if (state === 'lost' && client.state().phase !== 'active') return
    if (state === last || (state === 'connecting' && last !== null)) return
    last = state
    say(words.connection(state))
    if (state === 'lost') void whyLost(agent, words).then((why) => why !== null && last === 'lost' && say(why))
  })
}

/** A connection says only that it failed. One request says why: the network, a certificate, something else that listens there. */
async function whyLost({ client, url }: Agent, words: Output['words']): Promise<string | null> {
  const error = await client.http.call('GET', '/api/v1/me').catch((failed: unknown) => failed)
  return error instanceof Unreachable ? unreachable(error, words, url).line : null
}

function outcomeOf(state: ClientState, refused: string | null, { words, say }: Output): Outcome {
  if (state.phase === 'signed-out') {
    say(words.signedOut)
    const { report } = state
    if (report !== undefined) say(words.report(report))
    return {
      exit: EXIT.done,
      json: { state: 'confirmed', signOutId: state.signOutId, lagMs: state.lagMs, report: reportShown(report) },
    }
  }
  if (state.phase === 'none' && refused === null) {
    say(words.notSignedIn)
    return { exit: EXIT.failed, json: { state: 'none' } }
  }
  if (refused !== null) return { exit: EXIT.refused, json: { state: state.phase, error: refused } }
  return { exit: EXIT.failed, json: { state: state.phase } }
}

type Report = Extract<ClientState, { phase: 'signed-out' }>['report']

/** What was signed, but the nonce, which opens nothing but is nobody's business either. */
function reportShown(report: Report): object | null {
  if (report === undefined) return null
  const { nonce: _, ...shown } = report
  return shown
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

/** Says a line only once: a step is told again with each of its parts. */
function onceEach(say: (text: string) => void): (text: string) => void {
  const said = new Set<string>()
  return (text) => {
    if (said.has(text)) return
    said.add(text)
    say(text)
  }
}
