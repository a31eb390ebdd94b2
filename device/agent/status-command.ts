import { Refused, Unreachable } from '#device/client/index.ts'
import { readAccount } from './account.ts'
import type { Agent } from './agent.ts'
import { unreachable } from './failure.ts'
import { EXIT, type Outcome, type Output } from './output.ts'
import type { Words } from './words/words.ts'

/** Where this machine stands, as far as it can say, and what the server says of its session now. */
export async function statusCommand({ client, vault, folder, url, life }: Agent, output: Output): Promise<Outcome> {
  const { say, words } = output
  const session = await vault.get('session')
  if (session === undefined) {
    say(words.notSignedIn)
    return { exit: EXIT.done, json: { state: 'none' } }
  }
  const account = await readAccount(folder)
  const locked = await vault.get('locked')
  const orders = Object.values((await vault.get('orders')) ?? {}).map(({ order, stage }) => ({
    signOutId: order.signOutId,
    stage,
  }))
  const { state, line } =
    locked === undefined ? await ask(client.http, words, url) : { state: 'ended', line: words.ended }
  say(`${account?.memberName ?? ''} · ${account?.deviceName ?? ''} · ${url}`)
  say(line)
  const exit = life.exit()
  if (exit !== null) say(words.lastExit(exit))
  return {
    exit: EXIT.done,
    json: {
      state,
      url,
      member: account?.memberName ?? null,
      device: account?.deviceName ?? null,
      sessionId: session.sessionId,
      deviceId: session.deviceId,
      orders,
      lastExit: exit,
    },
  }
}

type Standing = {
  readonly state: 'active' | 'ended' | 'replaced' | 'unknown' | 'unreachable'
  readonly line: string
}

/** What the server says of this session. */
async function ask(http: Agent['client']['http'], words: Words, url: string): Promise<Standing> {
  try {
    await http.call('GET', '/api/v1/me')
    return { state: 'active', line: words.active }
  } catch (error) {
    if (error instanceof Unreachable) return { state: 'unreachable', line: unreachable(error, words, url).line }
    if (!(error instanceof Refused)) throw error
    if (error.code === 'session_ended') return { state: 'ended', line: words.ended }
    if (error.code === 'token_replaced') return { state: 'replaced', line: words.replaced }
    return { state: 'unknown', line: words.refused(`${error.code} · ${error.message}`) }
  }
}
