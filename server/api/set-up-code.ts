import { createHash, timingSafeEqual } from 'node:crypto'

/** The one-time code that guards `/setup` (protocol.md, part 1). */
export type SetUpCode = {
  /** As it is printed to the log: 128 random bits, base64url. */
  readonly code: string
  /** Counts the tries: after ten wrong ones every answer is `void` until the next start. */
  verify(given: string): 'right' | 'wrong' | 'void'
}

const TRIES = 10

/** @param code 128 random bits; new at each start */
export function createSetUpCode(code: string): SetUpCode {
  let wrong = 0
  return {
    code,
    verify(given) {
      if (wrong >= TRIES) return 'void'
      if (timingSafeEqual(digest(given), digest(code))) return 'right'
      wrong += 1
      return wrong >= TRIES ? 'void' : 'wrong'
    },
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
