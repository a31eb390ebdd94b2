import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  or,
  sql,
  type Placeholder,
} from 'drizzle-orm'
import type { Session } from '#domain/session.ts'
import type { SessionReads, SessionWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert, preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { toOrg } from './org-store.ts'

export function sessionReads(
  db: Reader,
  { sessions, replacedTokens, members, devices, orgs, streams }: Tables,
): SessionReads {
  // What may leave the store, chosen in the statement: a copy of each row without the rest costs as much as mapping it.
  const { tokenHash: _, ...columns } = getTableColumns(sessions)
  const { passwordHash: __, search: ___, ...memberColumns } = getTableColumns(members)
  const byId = prepared('session.get', () =>
    db
      .select(columns)
      .from(sessions)
      .where(eq(sessions.id, sql.placeholder('id')))
      .limit(1),
  )
  const byHash = prepared('session.byTokenHash', () =>
    db
      .select({ session: columns, member: memberColumns, device: devices, org: orgs, head: streams.head })
      .from(sessions)
      .innerJoin(members, eq(members.id, sessions.memberId))
      .innerJoin(devices, eq(devices.id, sessions.deviceId))
      .leftJoin(orgs, sql`true`)
      .leftJoin(streams, eq(streams.id, sessions.memberId))
      .where(eq(sessions.tokenHash, sql.placeholder('hash')))
      .limit(1),
  )
  const active = prepared('session.activeOf', () =>
    db
      .select(columns)
      .from(sessions)
      .where(and(eq(sessions.memberId, sql.placeholder('memberId')), isNull(sessions.endedAt)))
      .orderBy(asc(sessions.startedAt), asc(sessions.id)),
  )
  const replaced = prepared('session.wasReplaced', () =>
    db
      .select({ id: replacedTokens.sessionId })
      .from(replacedTokens)
      .where(eq(replacedTokens.tokenHash, sql.placeholder('hash')))
      .limit(1),
  )
  const newestFirst = prepared('session.latestOf', () =>
    db
      .select(columns)
      .from(sessions)
      .where(eq(sessions.memberId, sql.placeholder('memberId')))
      .orderBy(desc(sessions.startedAt), desc(sessions.startSeq)),
  )
  const byIds = preparedMany('session.many', (ids) =>
    db.select(columns).from(sessions).where(inArray(sessions.id, ids)),
  )
  return {
    async get(id) {
      const [row] = await byId({ id })
      return row ?? null
    },
    async byTokenHash(hash) {
      const [row] = await byHash({ hash })
      if (!row) return null
      const { session, member, device, org, head } = row
      return { session, member, device, org: org && toOrg(org), head: head ?? 0 }
    },
    wasReplaced: async (hash) => (await replaced({ hash })).length === 1,
    activeOf: async (memberId) => active({ memberId }),
    latestOf: async (memberId) => newestPerDevice(await newestFirst({ memberId })),
    async latestOfDevices(ids) {
      if (ids.length === 0) return []
      const rows = await db
        .select(columns)
        .from(sessions)
        .where(inArray(sessions.deviceId, [...ids]))
        .orderBy(desc(sessions.startedAt), desc(sessions.startSeq))
      return newestPerDevice(rows)
    },
    many: async (ids) => byIds(ids),
    perhapsExpired: async (now, idleMs, webIdleMs, limit) =>
      db
        .select(columns)
        .from(sessions)
        .where(
          and(
            isNull(sessions.endedAt),
            or(lte(sessions.expiresAt, now), lte(sessions.lastSeenAt, now - Math.min(idleMs, webIdleMs))),
          ),
        )
        .orderBy(asc(sessions.lastSeenAt))
        .limit(limit),
    async membersSignedIn() {
      const rows = await db
        .selectDistinct({ memberId: sessions.memberId })
        .from(sessions)
        .where(isNull(sessions.endedAt))
      return rows.map((row) => row.memberId)
    },
  }
}

function newestPerDevice(newestFirst: readonly Session[]): Session[] {
  const seen = new Map<string, Session>()
  for (const session of newestFirst) if (!seen.has(session.deviceId)) seen.set(session.deviceId, session)
  return [...seen.values()]
}

export function sessionWrites(tx: Writer, tables: Tables): SessionWrites {
  const { sessions, replacedTokens } = tables
  const value = (name: string) => sql`${sql.placeholder(name)}`
  const active = (id: string | Placeholder) => and(eq(sessions.id, id), isNull(sessions.endedAt))
  const insert = preparedInsert('session', tx, sessions)
  const endOne = prepared('session.end', () =>
    tx
      .update(sessions)
      .set({ endedAt: value('at'), lastAcceptedAt: value('lastAcceptedAt'), signOutId: value('signOutId') })
      .where(active(sql.placeholder('id')))
      .returning({ id: sessions.id }),
  )
  const touchOne = prepared('session.touch', () =>
    tx
      .update(sessions)
      .set({
        lastSeenAt: value('at'),
        lastAcceptedAt: value('at'),
        ip: sql`coalesce(${sql.placeholder('ip')}, ${sessions.ip})`,
      })
      .where(and(active(sql.placeholder('id')), lt(sessions.lastSeenAt, sql.placeholder('at'))))
      .returning({ id: sessions.id }),
  )
  const ackOne = prepared('session.ack', () =>
    tx
      .update(sessions)
      .set({ ackedSeq: value('seq') })
      .where(and(eq(sessions.id, sql.placeholder('id')), lt(sessions.ackedSeq, sql.placeholder('seq')))),
  )
  return {
    ...sessionReads(tx, tables),
    insert: (session, tokenHash) => insert([{ ...session, tokenHash }]),
    async replaceToken(id, tokenHash, { at, ...change }) {
      const [before] = await tx.select({ tokenHash: sessions.tokenHash }).from(sessions).where(active(id)).limit(1)
      if (!before) return false
      await tx
        .update(sessions)
        .set({ ...change, tokenHash, lastSeenAt: at, lastAcceptedAt: at })
        .where(active(id))
      await tx.insert(replacedTokens).values({ tokenHash: before.tokenHash, sessionId: id }).onConflictDoNothing()
      return true
    },
    async end(id, at, lastAcceptedAt, signOutId) {
      return (await endOne({ id, at, lastAcceptedAt, signOutId })).length === 1
    },
    async setOriginal(id, originalDeviceId) {
      await tx.update(sessions).set({ originalDeviceId }).where(active(id))
    },
    async stepUp(id, at) {
      await tx.update(sessions).set({ steppedUpAt: at }).where(active(id))
    },
    async voidStepUps() {
      await tx.update(sessions).set({ steppedUpAt: null }).where(isNotNull(sessions.steppedUpAt))
    },
    async voidStepUpsOf(memberId) {
      await tx.update(sessions).set({ steppedUpAt: null }).where(eq(sessions.memberId, memberId))
    },
    async touch(touches) {
      for (const { id, at, ip } of touches) {
        const touched = await touchOne({ id, at, ip })
        if (touched.length === 0) await acceptedBefore(tx, tables, id, at)
      }
    },
    async forgetAddresses(before) {
      await tx
        .update(sessions)
        .set({ ip: null })
        .where(and(isNotNull(sessions.ip), lt(sessions.endedAt, before)))
    },
    async ack(acks) {
      for (const { id, seq } of acks) await ackOne({ id, seq })
    },
  }
}

/** Another node ended this session while its last granted request was still to be written here: the sign-out is told, until it closes. */
async function acceptedBefore(tx: Writer, { signOuts }: Tables, sessionId: string, at: number): Promise<void> {
  await tx
    .update(signOuts)
    .set({
      lastAcceptedAt: sql`case when ${signOuts.accessEndedAt} < ${at} then ${signOuts.accessEndedAt} else ${at} end`,
    })
    .where(
      and(
        eq(signOuts.sessionId, sessionId),
        lt(signOuts.lastAcceptedAt, at),
        lt(signOuts.lastAcceptedAt, signOuts.accessEndedAt),
        isNull(signOuts.closedAt),
      ),
    )
}
