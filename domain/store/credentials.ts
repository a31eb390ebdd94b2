import type { Authenticator, Identity, Passkey, Ticket, TicketKind } from '../credential.ts'
import type { Instant, MemberId } from '../ids.ts'

export interface PasskeyReads {
  get(id: string): Promise<Passkey | null>
  byCredential(credentialId: string): Promise<Passkey | null>
  /** The oldest first. */
  ofMember(memberId: MemberId): Promise<readonly Passkey[]>
}

export interface PasskeyWrites extends PasskeyReads {
  /** False when this credential is there already, whoever's it is. */
  insert(passkey: Passkey): Promise<boolean>
  rename(id: string, name: string): Promise<void>
  /** Notes a use. False when the counter did not grow meanwhile: somebody has a copy, or this was used before. */
  use(id: string, counter: number, at: Instant): Promise<boolean>
  remove(id: string): Promise<void>
}

export interface FactorReads {
  authenticator(memberId: MemberId): Promise<Authenticator | null>
  /** Recovery codes that were not used. */
  recoveryLeft(memberId: MemberId): Promise<number>
}

export interface FactorWrites extends FactorReads {
  /** In the place of the member's former one. */
  setAuthenticator(authenticator: Authenticator): Promise<void>
  removeAuthenticator(memberId: MemberId): Promise<void>
  /** Takes the code of a step; false when that step, or a later one, was taken before. */
  useStep(memberId: MemberId, step: number): Promise<boolean>
  /** Replaces all of a member's codes; each is a keyed hash. */
  setRecovery(memberId: MemberId, hashes: readonly string[], at: Instant): Promise<void>
  /** Takes a code; false when it is none of this member's, or was used. */
  useRecovery(memberId: MemberId, hash: string, at: Instant): Promise<boolean>
  /** After a restore: codes that were used since would work again, and so would steps. */
  voidAll(step: number): Promise<void>
}

export interface IdentityReads {
  get(issuer: string, subject: string): Promise<Identity | null>
  ofMember(issuer: string, memberId: MemberId): Promise<Identity | null>
}

export interface IdentityWrites extends IdentityReads {
  /** False when this pair, or this member with this issuer, is there already. */
  insert(identity: Identity): Promise<boolean>
}

export interface TicketReads {
  get(hash: string, kind: TicketKind): Promise<Ticket | null>
}

export interface TicketWrites extends TicketReads {
  put(ticket: Ticket): Promise<void>
  /** Single use: returns and deletes it. Whether it still holds is the caller's to look at. */
  take(hash: string, kind: TicketKind): Promise<Ticket | null>
  voidOf(memberId: MemberId, kind: TicketKind): Promise<void>
  prune(before: Instant): Promise<void>
}
