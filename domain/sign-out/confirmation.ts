import type { SignOut } from './sign-out.ts'

/** What a verified confirmation claims of its own attempt. */
export type ConfirmationClaim = {
  readonly result: 'done' | 'partial' | 'failed'
  readonly attempt?: number | undefined
  readonly kept?: true | undefined
}

/**
 * How a confirmation counts. A `done` of an earlier attempt, or with records kept against the present options, is only `partial`
 * (protocol.md, part 4): the device did what was asked before, not what is asked now.
 */
export function effectiveResult(signOut: SignOut, claim: ConfirmationClaim): 'done' | 'partial' | 'failed' {
  if (claim.result !== 'done') return claim.result
  const ofEarlierAttempt = claim.attempt !== undefined && claim.attempt < signOut.attempt
  const keptAgainstOptions = claim.kept === true && !signOut.options.keepRecords
  return ofEarlierAttempt || keptAgainstOptions ? 'partial' : 'done'
}
