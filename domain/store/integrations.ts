import type { IntegrationKey } from '../integration.ts'
import type { Instant, KeyId, MemberId } from '../ids.ts'

export interface IntegrationReads {
  get(id: KeyId): Promise<IntegrationKey | null>
  byHash(hash: string): Promise<IntegrationKey | null>
  /** Newest first; revoked ones too. */
  list(): Promise<readonly IntegrationKey[]>
}

export interface IntegrationWrites extends IntegrationReads {
  insert(key: IntegrationKey, tokenHash: string): Promise<void>
  /** False when it was revoked before. */
  revoke(id: KeyId, at: Instant): Promise<boolean>
  setOwner(id: KeyId, ownerId: MemberId): Promise<void>
  used(id: KeyId, at: Instant): Promise<void>
  revokeAll(at: Instant): Promise<void>
}
