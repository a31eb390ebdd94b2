import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { networkOf } from '#domain/network.ts'
import type { Passwords } from '../commands/ports.ts'
import { createTurns } from './turns.ts'

/** OWASP's second recommendation for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Of one network so many wait: more than all devices of an office at once (protocol.md, part 2: only failures are counted). */
const WAITING = 2_000
/** The event loop keeps a core. */
const AT_ONCE = Math.max(1, availableParallelism() - 1)
const SHORTEST = 8
const LONGEST = 128

/** The most used passwords, from leaked lists. */
const mostUsed: ReadonlySet<string> = new Set(
  dictionary['passwords-common']?.filter((word): word is string => typeof word === 'string'),
)

/** argon2id; a null hash costs the same as a real one, so an unknown account cannot be told by time. */
export async function createPasswords(): Promise<Passwords> {
  const nobody = await hash('nobody has this password', COST)
  const inTurn = createTurns(AT_ONCE, WAITING)
  return {
    hash: (password) => inTurn(null, () => hash(password, COST)),
    async verify(stored, password, from = null) {
      const network = from === null ? null : networkOf(from)
      const right = await inTurn(network, () => verify(stored ?? nobody, password.slice(0, LONGEST * 4)))
      return right && stored !== null
    },
    weakness(password) {
      const length = [...password].length
      if (length < SHORTEST) return 'too_short'
      if (length > LONGEST) return 'too_long'
      return mostUsed.has(password.toLowerCase()) ? 'too_common' : null
    },
  }
}
