import { and, asc, desc, eq, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { RunReads, RunWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, toPage } from './page.ts'

export function runReads(db: Reader, { runs, runFiles, runFileParts, runTemplates, members }: Tables): RunReads {
  return {
    async get(id) {
      const [row] = await db.select().from(runs).where(eq(runs.id, id)).limit(1)
      return row ?? null
    },
    async list(filter) {
      const where = and(
        filter.kinds ? inArray(runs.kind, [...filter.kinds]) : undefined,
        filter.states ? inArray(runs.state, [...filter.states]) : undefined,
        filter.subjectId ? eq(runs.subjectId, filter.subjectId) : undefined,
        filter.supervisorId ? eq(runs.supervisorId, filter.supervisorId) : undefined,
        filter.departments
          ? inArray(
              runs.subjectId,
              db
                .select({ id: members.id })
                .from(members)
                .where(inArray(members.departmentId, [...filter.departments])),
            )
          : undefined,
      )
      const [at, id] = filter.cursor ? decodeCursor(filter.cursor, ['number', 'string']) : []
      const after =
        at === undefined || id === undefined
          ? undefined
          : or(lt(runs.startedAt, at), and(eq(runs.startedAt, at), lt(runs.id, id)))
      const rows = await db
        .select()
        .from(runs)
        .where(and(where, after))
        .orderBy(desc(runs.startedAt), desc(runs.id))
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(runs)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows, filter.limit, counted?.n ?? 0, (last) => encodeCursor([last.startedAt, last.id]))
    },
    running: async (subjectId) =>
      db
        .select()
        .from(runs)
        .where(and(eq(runs.state, 'running'), subjectId === undefined ? undefined : eq(runs.subjectId, subjectId)))
        .orderBy(asc(runs.startedAt), asc(runs.id)),
    async file(id) {
      const [row] = await db.select().from(runFiles).where(eq(runFiles.id, id)).limit(1)
      return row ?? null
    },
    async filePart(id, part) {
      const [row] = await db
        .select({ content: runFileParts.content })
        .from(runFileParts)
        .where(and(eq(runFileParts.fileId, id), eq(runFileParts.part, part)))
        .limit(1)
      return row?.content ?? null
    },
    async template(kind, version) {
      const [row] = await db
        .select()
        .from(runTemplates)
        .where(and(eq(runTemplates.kind, kind), version === undefined ? undefined : eq(runTemplates.version, version)))
        .orderBy(desc(runTemplates.version))
        .limit(1)
      return row ? { kind: row.kind, version: row.version, steps: row.steps } : null
    },
  }
}

export function runWrites(tx: Writer, tables: Tables): RunWrites {
  const { runs, runFiles, runFileParts, runTemplates } = tables
  return {
    ...runReads(tx, tables),
    async insert(run) {
      await tx.insert(runs).values(run)
    },
    async save({ id, ...run }) {
      await tx.update(runs).set(run).where(eq(runs.id, id))
    },
    async insertFile(file) {
      await tx.insert(runFiles).values(file)
    },
    async insertFilePart(fileId, part, content) {
      await tx.insert(runFileParts).values({ fileId, part, content })
    },
    async pruneFiles(now) {
      const over = await tx.select({ id: runFiles.id }).from(runFiles).where(lte(runFiles.expiresAt, now))
      if (over.length === 0) return
      const ids = over.map(({ id }) => id)
      await tx.delete(runFileParts).where(inArray(runFileParts.fileId, ids))
      await tx.delete(runFiles).where(inArray(runFiles.id, ids))
    },
    async insertTemplate({ kind, version, steps }, by, at) {
      await tx.insert(runTemplates).values({ kind, version, steps, by, at })
    },
  }
}
