import type { Welcome } from './agent.ts'
import { EXIT, type Outcome, type Output } from './output.ts'

/** Says whose device this machine is now, and which places are taken: also which device has made room. */
export function welcome(
  { words, say }: Output,
  how: 'linked' | 'signedIn',
  { memberName, deviceName, list, restored }: Welcome,
): Outcome {
  say(words[how](memberName, deviceName))
  const own = list.devices.find((device) => device.current)
  if (own?.linkedBy) say(words.original(own.linkedBy.name))
  say(words.places(list.used, list.limit))
  for (const device of list.devices) {
    const state = device.session?.state === 'active' ? words.active : words.ended
    say(`  ${device.name.padEnd(32)} ${device.current ? words.thisOne : state}`)
  }
  if (restored === null) say(words.notRestored)
  else if (restored > 0) say(words.restored(restored))
  const devices = list.devices.map(({ id, name, session }) => ({ id, name, state: session?.state ?? 'ended' }))
  return {
    exit: EXIT.done,
    json: {
      member: memberName,
      device: deviceName,
      deviceId: own?.id ?? null,
      restored,
      used: list.used,
      limit: list.limit,
      devices,
    },
  }
}
