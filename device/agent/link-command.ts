import { renderUnicodeCompact } from 'uqr'
import { Refused } from '#device/client/index.ts'
import { settleIn, type Agent } from './agent.ts'
import { machineClaim } from './machine.ts'
import { EXIT, type Outcome, type Output } from './output.ts'
import { welcome } from './welcome.ts'

/** Links this machine (RFC 8628): shows the code here, and waits until it is decided on another device. */
export async function linkCommand(
  agent: Agent,
  output: Output,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const { client, keys, vault } = agent
  const { words, say } = output
  const link = await client.link(await machineClaim(keys, vault, name))
  say(renderUnicodeCompact(link.verificationUriComplete, { border: 2, ecc: 'L' }))
  say(`${words.scan} ${link.verificationUri}`)
  say(words.code(link.userCode))
  say(words.number(link.checkNumber))
  say(words.waiting(Math.round(link.expiresInS / 60)))
  try {
    const signedIn = await link.redeem(signal)
    return welcome(output, 'linked', await settleIn(agent, signedIn, performance.now()))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.code === 'access_denied') say(words.denied)
    else if (error.code === 'expired_token') say(words.expired)
    else say(words.refused(error.code))
    return { exit: EXIT.refused, json: { error: error.code } }
  }
}
