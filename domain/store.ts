import type { LeaseWrites, NodeReads, NodeWrites } from './node.ts'
import type { BatchReads, BatchWrites } from './store/batches.ts'
import type { ClosingReads, ClosingWrites } from './store/closings.ts'
import type {
  FactorReads,
  FactorWrites,
  IdentityReads,
  IdentityWrites,
  PasskeyReads,
  PasskeyWrites,
  TicketReads,
  TicketWrites,
} from './store/credentials.ts'
import type { DeviceReads, DeviceWrites } from './store/devices.ts'
import type { HookReads, HookWrites } from './store/hooks.ts'
import type { IntegrationReads, IntegrationWrites } from './store/integrations.ts'
import type { LinkReads, LinkWrites } from './store/links.ts'
import type { LogReads, LogWrites } from './store/log.ts'
import type { MacExitReads, MacExitWrites } from './store/mac-exits.ts'
import type { MailReads, MailWrites } from './store/mail.ts'
import type { MemberReads, MemberWrites, InvitationReads, InvitationWrites } from './store/members.ts'
import type { ObligationReads, ObligationWrites } from './store/obligations.ts'
import type { OrgReads, OrgWrites, KeyReads, KeyWrites } from './store/org.ts'
import type { FailureReads, FailureWrites, ChallengeWrites, IdempotencyWrites } from './store/requests.ts'
import type { RunReads, RunWrites } from './store/runs.ts'
import type { SessionReads, SessionWrites } from './store/sessions.ts'
import type { SignOutReads, SignOutWrites } from './store/sign-outs.ts'
import type {
  NoticeReads,
  NoticeWrites,
  PreferenceReads,
  PreferenceWrites,
  SampleReads,
  SampleWrites,
} from './store/told.ts'
import type { VerificationReads, VerificationWrites } from './store/verifications.ts'

export type * from './store/batches.ts'
export type * from './store/closings.ts'
export type * from './store/credentials.ts'
export type * from './store/devices.ts'
export type * from './store/hooks.ts'
export type * from './store/integrations.ts'
export type * from './store/links.ts'
export type * from './store/log.ts'
export type * from './store/mac-exits.ts'
export type * from './store/mail.ts'
export type * from './store/members.ts'
export type * from './store/obligations.ts'
export type * from './store/org.ts'
export type * from './store/page.ts'
export type * from './store/requests.ts'
export type * from './store/runs.ts'
export type * from './store/sessions.ts'
export type * from './store/sign-outs.ts'
export type * from './store/told.ts'
export type * from './store/verifications.ts'

/**
 * The store as the commands and queries see it: one interface a concept, rows translated to the domain's words. `read` sees committed rows only;
 * everything inside one `write` commits together or not at all, and nobody is answered before it has. Inside `write` await nothing but `tx`.
 */
export interface Store {
  readonly read: Reads
  write<T>(work: (tx: Writes) => Promise<T>): Promise<T>
  /** Resolves when the store can be read and is as durable as promised; throws `unavailable` otherwise. */
  ping(): Promise<void>
  /** Leaves nothing of deleted rows behind, where the engine lets us. Slow, and holds up writes: for a company that has closed. */
  compact(): Promise<void>
}

export interface Reads {
  readonly org: OrgReads
  readonly members: MemberReads
  readonly devices: DeviceReads
  readonly sessions: SessionReads
  readonly signOuts: SignOutReads
  readonly log: LogReads
  readonly links: LinkReads
  readonly macExits: MacExitReads
  readonly invitations: InvitationReads
  readonly batches: BatchReads
  readonly keys: KeyReads
  readonly failures: FailureReads
  readonly factors: FactorReads
  readonly identities: IdentityReads
  readonly passkeys: PasskeyReads
  readonly tickets: TicketReads
  readonly mail: MailReads
  readonly hooks: HookReads
  readonly nodes: NodeReads
  readonly notices: NoticeReads
  readonly preferences: PreferenceReads
  readonly samples: SampleReads
  readonly obligations: ObligationReads
  readonly runs: RunReads
  readonly integrations: IntegrationReads
  readonly closings: ClosingReads
  readonly verifications: VerificationReads
}

export interface Writes extends Reads {
  readonly org: OrgWrites
  readonly members: MemberWrites
  readonly devices: DeviceWrites
  readonly sessions: SessionWrites
  readonly signOuts: SignOutWrites
  readonly log: LogWrites
  readonly links: LinkWrites
  readonly macExits: MacExitWrites
  readonly invitations: InvitationWrites
  readonly batches: BatchWrites
  readonly keys: KeyWrites
  readonly failures: FailureWrites
  readonly factors: FactorWrites
  readonly identities: IdentityWrites
  readonly passkeys: PasskeyWrites
  readonly tickets: TicketWrites
  readonly mail: MailWrites
  readonly hooks: HookWrites
  readonly challenges: ChallengeWrites
  readonly idempotency: IdempotencyWrites
  readonly nodes: NodeWrites
  readonly obligations: ObligationWrites
  readonly runs: RunWrites
  readonly integrations: IntegrationWrites
  readonly closings: ClosingWrites
  readonly verifications: VerificationWrites
  readonly leases: LeaseWrites
  readonly notices: NoticeWrites
  readonly preferences: PreferenceWrites
  readonly samples: SampleWrites
}
