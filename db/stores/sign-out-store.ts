import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { SignOutFilter, SignOutReads, SignOutWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert, preparedMany, preparedSet } from '../prepared.ts'
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
  const byIds = preparedMany('sign-out.many', (ids) => db.select().from(signOuts).where(inArray(signOuts.id, ids)))
  const followersOf = preparedMany('sign-out.followers', (ids) =>
    db.select().from(followers).where(inArray(followers.signOutId, ids)),
  )
  const answer = prepared('sign-out.answered', () =>
    db
      .select({ state: answers.state })
      .from(answers)
      .where(and(eq(answers.signOutId, wanted), eq(answers.jti, sql.placeholder('jti'))))
      .limit(1),
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
    many: async (ids) => (await byIds(ids)).map(toSignOut),
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
    followers: followersOf,
    async answered(id, jti) {
      const [row] = await answer({ wanted: id, jti })
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
    async lastOf(deviceId) {
      const [row] = await db
        .select()
        .from(signOuts)
        .where(eq(signOuts.deviceId, deviceId))
        .orderBy(desc(signOuts.accessEndedAt))
        .limit(1)
      return row ? toSignOut(row) : null
    },
  }
}

const CHANGING = [
  'state',
  'options',
  'attempt',
  'original',
  'receivedAt',
  'cleaningAt',
  'remindedAt',
  'progress',
  'report',
  'waiver',
  'closedAt',
] as const
const SEAL = ['receiptKid', 'receiptIssuer', 'reportSha256', 'logSeq', 'logHash'] as const

export function signOutWrites(tx: Writer, tables: Tables): SignOutWrites {
  const { signOuts, followers, answers } = tables
  const wanted = sql.placeholder('wanted')
  const byId = eq(signOuts.id, wanted)
  const insert = preparedInsert('sign-out', tx, signOuts)
  const insertFollowers = preparedInsert('follower', tx, followers)
  const changing = preparedSet(signOuts, CHANGING)
  const save = prepared('sign-out.save', () => tx.update(signOuts).set(changing.set).where(byId))
  const sealing = preparedSet(signOuts, SEAL)
  const seal = prepared('sign-out.seal', () => tx.update(signOuts).set(sealing.set).where(byId))
  const share = prepared('sign-out.share', () =>
    tx
      .update(signOuts)
      .set({ share: sql`${sql.placeholder('share')}` })
      .where(byId),
  )
  const dropShares = prepared('sign-out.dropSharesOf', () =>
    tx
      .update(signOuts)
      .set({ share: null })
      .where(and(eq(signOuts.deviceId, wanted), isNotNull(signOuts.share))),
  )
  const sync = prepared('follower.synced', () =>
    tx
      .update(followers)
      .set({ syncedAt: sql`${sql.placeholder('at')}` })
      .where(
        and(eq(followers.sessionId, wanted), isNull(followers.syncedAt), lte(followers.seq, sql.placeholder('seq'))),
      )
      .returning({ signOutId: followers.signOutId }),
  )
  const answer = prepared('sign-out.recordAnswer', () =>
    tx
      .insert(answers)
      .values({ signOutId: wanted, jti: sql.placeholder('jti'), state: sql.placeholder('state') })
      .onConflictDoNothing(),
  )
  return {
    ...signOutReads(tx, tables),
    async insert(signOut, secrets) {
      const { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt } = signOut
      const fixed = { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt }
      await insert([{ ...fixed, ...toColumns(signOut), ...secrets, refused: 0 }])
    },
    async save(signOut) {
      await save({ ...changing.encode(toColumns(signOut)), wanted: signOut.id })
    },
    async setShare(id, value) {
      await share({ wanted: id, share: value })
    },
    async setSeal(id, { kid: receiptKid, issuer: receiptIssuer, ...rest }) {
      await seal({ ...sealing.encode({ receiptKid, receiptIssuer, ...rest }), wanted: id })
    },
    addFollowers: insertFollowers,
    followersSynced: async (sessionId, seq, at) =>
      (await sync({ wanted: sessionId, seq, at })).map((row) => row.signOutId),
    async recordAnswer(signOutId, jti, state) {
      await answer({ wanted: signOutId, jti, state })
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
      await dropShares({ wanted: deviceId })
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
