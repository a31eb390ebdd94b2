import type { DepartmentId, Instant, MemberId } from '../ids.ts'
import type { Department, Member, MemberState, Role } from '../member.ts'
import type { Page } from './page.ts'

export type MemberFilter = {
  readonly query?: string | undefined
  readonly state?: MemberState | undefined
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface MemberReads {
  get(id: MemberId): Promise<Member | null>
  byEmail(email: string): Promise<Member | null>
  /** The argon2id hash, or null while invited. */
  passwordHash(id: MemberId): Promise<string | null>
  list(filter: MemberFilter): Promise<Page<Member>>
  many(ids: readonly MemberId[]): Promise<readonly Member[]>
  /** Active members with this role. */
  countRole(role: Role): Promise<number>
  /** Active members with any of these roles. */
  withRole(roles: readonly Role[]): Promise<readonly Member[]>
  departments(): Promise<readonly Department[]>
}

export interface MemberWrites extends MemberReads {
  insert(member: Member, passwordHash: string | null, search: string): Promise<void>
  update(id: MemberId, change: Partial<Omit<Member, 'id'>> & { readonly search?: string }): Promise<void>
  setPassword(id: MemberId, hash: string): Promise<void>
  insertDepartment(department: Department): Promise<void>
}

export type Invitation = {
  readonly tokenHash: string
  readonly memberId: MemberId
  readonly expiresAt: Instant
  readonly usedAt: Instant | null
}

export interface InvitationReads {
  byTokenHash(hash: string): Promise<Invitation | null>
}

export interface InvitationWrites extends InvitationReads {
  insert(invitation: Invitation): Promise<void>
  /** Conditional on not being used. */
  use(hash: string, at: Instant): Promise<boolean>
  voidOf(memberId: MemberId): Promise<void>
  voidAll(): Promise<void>
}
