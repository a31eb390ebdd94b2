import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Tables } from '../tables.ts'

export type SignOutRow = Tables['signOuts']['$inferSelect']

/** Reads a row as a state with its own fields; a row that breaks that shape is a fault of ours and fails loudly. */
export function toSignOut(row: SignOutRow): SignOut {
  const { state, confirmedAt, waiver, original, report, ...facts } = {
    ...pick(row),
    confirmedAt: row.closedAt,
    waiver: row.waiver,
  }
  const broken = () => new Error(`sign-out ${row.id} is ${state} and lacks what that state has`)
  switch (state) {
    case 'awaiting-original':
    case 'declined':
      if (original === null) throw broken()
      return { ...facts, state, original, report }
    case 'waiting':
    case 'received':
    case 'cleaning':
      return { ...facts, state, original, report }
    case 'failed':
      if (report === null) throw broken()
      return { ...facts, state, original, report }
    case 'confirmed':
      if (report === null || confirmedAt === null) throw broken()
      return { ...facts, state, original, report, confirmedAt, waiver }
    case 'waived':
      if (waiver === null) throw broken()
      return { ...facts, state, original, report, waiver }
  }
}

/** The columns of a sign-out that anybody may see: never its nonce or share. */
function pick(row: SignOutRow) {
  const {
    id,
    batchId,
    memberId,
    deviceId,
    sessionId,
    state,
    by,
    reason,
    options,
    attempt,
    accessEndedAt,
    lastAcceptedAt,
  } = row
  const { original, receivedAt, cleaningAt, remindedAt, progress, report } = row
  return {
    id,
    batchId,
    memberId,
    deviceId,
    sessionId,
    state,
    by,
    reason,
    options,
    attempt,
    accessEndedAt,
    lastAcceptedAt,
    original,
    receivedAt,
    cleaningAt,
    remindedAt,
    progress,
    report,
  }
}

function closedAtOf(signOut: SignOut): number | null {
  if (signOut.state === 'confirmed') return signOut.confirmedAt
  return signOut.state === 'waived' ? signOut.waiver.at : null
}

/** The columns that an event can change. */
export function toColumns(signOut: SignOut) {
  const { state, options, attempt, original, receivedAt, cleaningAt, remindedAt, progress, report } = signOut
  const waiver = signOut.state === 'waived' || signOut.state === 'confirmed' ? signOut.waiver : null
  return {
    state,
    options,
    attempt,
    original,
    receivedAt,
    cleaningAt,
    remindedAt,
    progress,
    report,
    waiver,
    closedAt: closedAtOf(signOut),
  }
}
