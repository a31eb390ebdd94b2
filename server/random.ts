import { randomBytes, randomInt } from 'node:crypto'
import { ID_PREFIX } from '#domain/ids.ts'
import type { Random } from './commands/ports.ts'

export const random: Random = {
  id: (kind) => `${ID_PREFIX[kind]}_${randomBytes(16).toString('base64url')}`,
  token: () => randomBytes(32).toString('base64url'),
  pick: (alphabet, length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)] ?? '').join(''),
}
