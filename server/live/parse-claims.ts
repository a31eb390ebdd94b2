import { DomainError } from '#domain/errors.ts'
import { confirmationClaims } from '#protocol/confirmation.ts'
import type { Claims } from '../commands/confirm-sign-out.ts'

/** The claims of a confirmation, or `malformed` (protocol.md, part 6). */
export function parseClaims(payload: string): Claims {
  const parsed = confirmationClaims.safeParse(json(payload))
  if (!parsed.success) throw new DomainError('malformed')
  return parsed.data
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
