import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { SignOutFilter, SignOutReads, SignOutWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { boardReads } from './board-store.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, toPage } from './page.ts'

type Row = Tables['signOuts']['$inferSelect']

/** Reads a row as a state with its own fields; a row that breaks that shape is a fault of ours and fails loudly. */
export function toSignOut(row: Row): SignOut {
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

function pick(row: Row) {
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

function toColumns(signOut: SignOut) {
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

export function signOutReads(db: Reader, tables: Tables): SignOutReads {
  const { signOuts, followers, answers, members } = tables
  const wanted = sql.placeholder('wanted')
  const byId = prepared('sign-out.get', () => db.select().from(signOuts).where(eq(signOuts.id, wanted)).limit(1))
  const bySession = prepared('sign-out.bySession', () =>
    db.select().from(signOuts).where(eq(signOuts.sessionId, wanted)).limit(1),
  )
  const unfinished = prepared('sign-out.unfinishedOf', () =>
    db
      .select()
      .from(signOuts)
      .where(and(eq(signOuts.memberId, wanted), ne(signOuts.state, 'confirmed')))
      .orderBy(signOuts.accessEndedAt, signOuts.id),
  )
  const theSecrets = prepared('sign-out.secrets', () =>
    db.select({ nonce: signOuts.nonce, share: signOuts.share }).from(signOuts).where(eq(signOuts.id, wanted)).limit(1),
  )
  const first = ([row]: Row[]) => (row ? toSignOut(row) : null)
  const scoped = ({ departments }: Pick<SignOutFilter, 'departments'>) =>
    departments === undefined
      ? undefined
      : inArray(
          signOuts.memberId,
          db
            .select({ id: members.id })
            .from(members)
            .where(inArray(members.departmentId, [...departments])),
        )
  const recent = (closedSince: number | undefined) =>
    closedSince === undefined ? undefined : or(isNull(signOuts.closedAt), gte(signOuts.closedAt, closedSince))
  return {
    ...boardReads(db, tables),
    get: async (id) => first(await byId({ wanted: id })),
    bySession: async (sessionId) => first(await bySession({ wanted: sessionId })),
    many: async (ids) =>
      ids.length === 0
        ? []
        : (
            await db
              .select()
              .from(signOuts)
              .where(inArray(signOuts.id, [...ids]))
          ).map(toSignOut),
    ofBatch: async (batchId) =>
      (
        await db
          .select()
          .from(signOuts)
          .where(eq(signOuts.batchId, batchId))
          .orderBy(signOuts.accessEndedAt, signOuts.id)
      ).map(toSignOut),
    unfinishedOf: async (memberId) => (await unfinished({ wanted: memberId })).map(toSignOut),
    async list(filter) {
      const where = and(
        filter.memberId ? eq(signOuts.memberId, filter.memberId) : undefined,
        filter.states ? inArray(signOuts.state, [...filter.states]) : undefined,
        scoped(filter),
        recent(filter.closedSince),
      )
      const [at, id] = filter.cursor ? decodeCursor(filter.cursor, ['number', 'string']) : []
      const before =
        at === undefined || id === undefined
          ? undefined
          : or(lt(signOuts.accessEndedAt, at), and(eq(signOuts.accessEndedAt, at), gt(signOuts.id, id)))
      const rows = await db
        .select()
        .from(signOuts)
        .where(and(where, before))
        .orderBy(desc(signOuts.accessEndedAt), signOuts.id)
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(signOuts)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows.map(toSignOut), filter.limit, counted?.n ?? 0, (last) =>
        encodeCursor([last.accessEndedAt, last.id]),
      )
    },
    async countsByState(departments, closedSince) {
      const rows = await db
        .select({ state: signOuts.state, n: sql<number>`count(*)`.mapWith(Number) })
        .from(signOuts)
        .where(and(scoped({ departments }), recent(closedSince)))
        .groupBy(signOuts.state)
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    },
    async secrets(id) {
      const [row] = await theSecrets({ wanted: id })
      return row ?? null
    },
    async seal(id) {
      const [row] = await db.select().from(signOuts).where(eq(signOuts.id, id)).limit(1)
      if (!row || row.receiptKid === null || row.receiptIssuer === null || row.logSeq === null || row.logHash === null)
        return null
      return {
        kid: row.receiptKid,
        issuer: row.receiptIssuer,
        reportSha256: row.reportSha256,
        logSeq: row.logSeq,
        logHash: row.logHash,
      }
    },
    followers: async (ids) =>
      ids.length === 0
        ? []
        : db
            .select()
            .from(followers)
            .where(inArray(followers.signOutId, [...ids])),
    async answered(id, jti) {
      const [row] = await db
        .select({ state: answers.state })
        .from(answers)
        .where(and(eq(answers.signOutId, id), eq(answers.jti, jti)))
        .limit(1)
      return row?.state ?? null
    },
    async refusals(id) {
      const [row] = await db.select({ refused: signOuts.refused }).from(signOuts).where(eq(signOuts.id, id)).limit(1)
      return row?.refused ?? 0
    },
    async keptOf(deviceId) {
      const [row] = await db
        .select({ signOutId: signOuts.id, share: signOuts.share, report: signOuts.report })
        .from(signOuts)
        .where(and(eq(signOuts.deviceId, deviceId), eq(signOuts.state, 'confirmed'), isNotNull(signOuts.share)))
        .orderBy(desc(signOuts.closedAt))
        .limit(1)
      return row?.share != null && row.report?.['kept'] === true ? { signOutId: row.signOutId, share: row.share } : null
    },
  }
}

export function signOutWrites(tx: Writer, tables: Tables): SignOutWrites {
  const { signOuts, followers, answers } = tables
  return {
    ...signOutReads(tx, tables),
    async insert(signOut, secrets) {
      const { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt } = signOut
      const fixed = { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt }
      await tx.insert(signOuts).values({ ...fixed, ...toColumns(signOut), ...secrets, refused: 0 })
    },
    async save(signOut) {
      await tx.update(signOuts).set(toColumns(signOut)).where(eq(signOuts.id, signOut.id))
    },
    async setShare(id, share) {
      await tx.update(signOuts).set({ share }).where(eq(signOuts.id, id))
    },
    async setSeal(id, { kid, issuer, reportSha256, logSeq, logHash }) {
      await tx
        .update(signOuts)
        .set({ receiptKid: kid, receiptIssuer: issuer, reportSha256, logSeq, logHash })
        .where(eq(signOuts.id, id))
    },
    async addFollowers(rows) {
      if (rows.length > 0) await tx.insert(followers).values([...rows])
    },
    async followersSynced(sessionId, seq, at) {
      const moved = await tx
        .update(followers)
        .set({ syncedAt: at })
        .where(and(eq(followers.sessionId, sessionId), isNull(followers.syncedAt), lte(followers.seq, seq)))
        .returning({ signOutId: followers.signOutId })
      return moved.map((row) => row.signOutId)
    },
    async recordAnswer(signOutId, jti, state) {
      await tx.insert(answers).values({ signOutId, jti, state }).onConflictDoNothing()
    },
    async countRefusal(id) {
      const [row] = await tx
        .update(signOuts)
        .set({ refused: sql`${signOuts.refused} + 1` })
        .where(eq(signOuts.id, id))
        .returning({ refused: signOuts.refused })
      return row?.refused ?? 0
    },
    async dropSharesOf(deviceId) {
      await tx
        .update(signOuts)
        .set({ share: null })
        .where(and(eq(signOuts.deviceId, deviceId), isNotNull(signOuts.share)))
    },
    async dropShares(before) {
      const dropped = await tx
        .update(signOuts)
        .set({ share: null })
        .where(and(isNotNull(signOuts.share), isNotNull(signOuts.closedAt), lt(signOuts.closedAt, before)))
        .returning({ id: signOuts.id })
      return dropped.length
    },
  }
}
