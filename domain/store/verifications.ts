import type { DepartmentId, VerificationId } from '../ids.ts'
import type { Verification } from '../verification.ts'

export interface VerificationReads {
  get(id: VerificationId): Promise<Verification | null>
  running(): Promise<readonly Verification[]>
  /** The newest over just this; with `concluded`, the newest of those that came to a result. */
  latest(coverage: DepartmentId | null, concluded?: boolean): Promise<Verification | null>
}

export interface VerificationWrites extends VerificationReads {
  insert(verification: Verification): Promise<void>
  /** Takes the row until the end of this write. */
  take(id: VerificationId): Promise<Verification | null>
  save(verification: Verification): Promise<void>
}
