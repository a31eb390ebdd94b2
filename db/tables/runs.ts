import type { TemplateStep } from '#domain/exit/procedures.ts'
import { RUN_KINDS, RUN_PATHS, RUN_STATES, type Review, type Step } from '#domain/exit/run.ts'
import type { Actor } from '#domain/sign-out/sign-out.ts'
import type { Dialect } from '../dialect.ts'

/** Leaving in good order: runs, their files and templates, and what stays of a closed company. */
export function runTables(d: Dialect) {
  const runs = d.table(
    'run',
    {
      id: d.text('id').primaryKey(),
      kind: d.oneOf('kind', RUN_KINDS).notNull(),
      subjectId: d.text('subject_id'),
      path: d.oneOf('path', RUN_PATHS),
      state: d.oneOf('state', RUN_STATES).notNull(),
      templateVersion: d.integer('template_version').notNull(),
      steps: d.json<readonly Step[]>('steps').notNull(),
      startedBy: d.json<Actor>('started_by').notNull(),
      startedAt: d.instant('started_at').notNull(),
      closedAt: d.instant('closed_at'),
      reason: d.text('reason'),
      supervisorId: d.text('supervisor_id'),
      review: d.json<Review>('review'),
    },
    (t) => [
      d.index('run_state_idx').on(t.state, t.startedAt),
      d.index('run_subject_idx').on(t.subjectId, t.state),
      d.index('run_supervisor_idx').on(t.supervisorId),
    ],
  )
  const runFiles = d.table('run_file', {
    id: d.text('id').primaryKey(),
    runId: d.text('run_id').notNull(),
    name: d.text('name').notNull(),
    mediaType: d.text('media_type').notNull(),
    rows: d.integer('rows').notNull(),
    bytes: d.instant('bytes').notNull(),
    sha256: d.text('sha256').notNull(),
    createdAt: d.instant('created_at').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
  })
  const runFileParts = d.table(
    'run_file_part',
    { fileId: d.text('file_id').notNull(), part: d.integer('part').notNull(), content: d.text('content').notNull() },
    (t) => [d.primaryKey({ columns: [t.fileId, t.part] })],
  )
  const runTemplates = d.table(
    'run_template',
    {
      kind: d.oneOf('kind', RUN_KINDS).notNull(),
      version: d.integer('version').notNull(),
      steps: d.json<readonly TemplateStep[]>('steps').notNull(),
      by: d.text('by').notNull(),
      at: d.instant('at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.kind, t.version] })],
  )
  const closings = d.table('closing_record', {
    runId: d.text('run_id').primaryKey(),
    closedAt: d.instant('closed_at').notNull(),
    kid: d.text('kid').notNull(),
    claims: d.json<Readonly<Record<string, unknown>>>('claims').notNull(),
    erasedAt: d.instant('erased_at'),
  })
  return { runs, runFiles, runFileParts, runTemplates, closings }
}
