import type { Run, RunKind, RunState } from '../exit/run.ts'
import type { Template } from '../exit/procedures.ts'
import type { DepartmentId, Instant, MemberId, RunId } from '../ids.ts'
import type { Page } from './page.ts'

export type RunFilter = {
  readonly kinds?: readonly RunKind[] | undefined
  readonly states?: readonly RunState[] | undefined
  readonly subjectId?: MemberId | undefined
  readonly supervisorId?: MemberId | undefined
  /** Those whose subject is in one of these departments. */
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A file that a step made, kept for a while: the directory's or the company's backup. */
export type RunFile = {
  readonly id: string
  readonly runId: RunId
  readonly name: string
  readonly mediaType: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export interface RunReads {
  get(id: RunId): Promise<Run | null>
  list(filter: RunFilter): Promise<Page<Run>>
  /** Runs that are not over; of one member or of all. */
  running(subjectId?: MemberId): Promise<readonly Run[]>
  file(id: string): Promise<RunFile | null>
  filePart(id: string, part: number): Promise<string | null>
  /** The newest template of a kind, or this version; null while nobody has edited it. */
  template(kind: RunKind, version?: number): Promise<Template | null>
}

export interface RunWrites extends RunReads {
  insert(run: Run): Promise<void>
  save(run: Run): Promise<void>
  insertFile(file: RunFile): Promise<void>
  insertFilePart(id: string, part: number, content: string): Promise<void>
  /** Deletes files that are over. */
  pruneFiles(now: Instant): Promise<void>
  insertTemplate(template: Template, by: MemberId, at: Instant): Promise<void>
}
