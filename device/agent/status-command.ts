import { Refused, Unreachable } from '#device/client/index.ts'
import { readAccount } from './account.ts'
import type { Agent } from './agent.ts'
import { EXIT, type Outcome, type Output } from './output.ts'

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
  const state = locked === undefined ? await ask(client.http) : 'ended'
  say(`${account?.memberName ?? ''} · ${account?.deviceName ?? ''} · ${url}`)
  say(state === 'active' ? words.active : state === 'ended' ? words.ended : words.unreachable)
  const exit = life.exit()
  if (exit !== null) say(words.lastExit(exit))
  return {
    exit: EXIT.done,
    json: {
      state,
      url,
      member: account?.memberName ?? null,
      device: account?.deviceName ?? null,
      ...ids(session),
      orders,
      lastExit: exit,
    },
  }
}

function ids({ sessionId, deviceId }: { sessionId: string; deviceId: string }) {
  return { sessionId, deviceId }
}

async function ask(
  http: Agent['client']['http'],
): Promise<'active' | 'ended' | 'replaced' | 'unknown' | 'unreachable'> {
  try {
    await http.call('GET', '/api/v1/me')
    return 'active'
  } catch (error) {
    if (error instanceof Unreachable) return 'unreachable'
    if (!(error instanceof Refused)) throw error
    return error.code === 'session_ended' ? 'ended' : error.code === 'token_replaced' ? 'replaced' : 'unknown'
  }
}
