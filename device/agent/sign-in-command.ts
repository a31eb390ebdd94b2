import { Refused } from '#device/client/index.ts'
import { settleIn, type Agent } from './agent.ts'
import { readEnvironment } from './environment.ts'
import { machineClaim } from './machine.ts'
import { UsageError, type Outcome, type Output } from './output.ts'
import { ask } from './terminal.ts'
import { welcome } from './welcome.ts'

type Wanted = {
  readonly email: string | undefined
  readonly name: string | undefined
  readonly replace: string | undefined
}
type Place = {
  readonly id: string
  readonly device: string | { readonly name: string }
  readonly lastSeenAt: string | null
}

/** Signs this machine in with a password. At the limit nothing is signed out but what the person chooses. */
export async function signInCommand(agent: Agent, output: Output, { email, name, replace }: Wanted): Promise<Outcome> {
  if (email === undefined) throw new UsageError(({ missing }) => missing('--email'))
  const { client, keys, vault } = agent
  const password = readEnvironment().password ?? (await ask(output.words.password, { hidden: true }))
  const claim = await machineClaim(keys, vault, name)
  const enter = async (place: string | undefined) =>
    client.signIn(claim, { email, password, ...(place === undefined ? {} : { replace: place }) })
  let began = performance.now()
  const signedIn = await enter(replace).catch(async (error: unknown) => {
    if (!(error instanceof Refused) || error.code !== 'device_limit') throw error
    const place = await choosePlace(output, error)
    if (place === null) throw error
    began = performance.now() // choosing was the person's time
    return enter(place)
  })
  return welcome(output, 'signedIn', await settleIn(agent, signedIn, began))
}

/** The chooser of the device limit: on a terminal it asks, elsewhere it says how to ask again. */
async function choosePlace({ words, say }: Output, error: Refused): Promise<string | null> {
  const places = Array.isArray(error.data.sessions) ? (error.data.sessions as readonly Place[]) : []
  say(words.limit(Number(error.data.limit)))
  for (const [index, { id, device, lastSeenAt }] of places.entries())
    say(`  ${index + 1}  ${(typeof device === 'string' ? device : device.name).padEnd(32)} ${lastSeenAt ?? ''}  ${id}`)
  if (!process.stdin.isTTY) {
    say(words.limitHow)
    return null
  }
  return places[Number(await ask(words.limitAsk, { hidden: false })) - 1]?.id ?? null
}
