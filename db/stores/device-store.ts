import { and, asc, eq, gt, inArray, isNull, like, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Device } from '#domain/device.ts'
import type { DeviceFilter, DeviceReads, DeviceWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert, preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { deviceViews } from './device-views.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, likeText, toPage } from './page.ts'

export function deviceReads(db: Reader, tables: Tables): DeviceReads {
  const { devices, members } = tables
  const inView = deviceViews(db, tables)
  const matching = (filter: DeviceFilter): SQL | undefined =>
    and(
      isNull(devices.forgottenAt),
      filter.memberId ? eq(devices.memberId, filter.memberId) : undefined,
      filter.kind ? sql`${devices.kind} = ${filter.kind}` : undefined,
      filter.departments ? inArray(members.departmentId, [...filter.departments]) : undefined,
      filter.view ? inView(filter.view) : undefined,
      filter.query
        ? or(
            like(members.search, sql`${likeText(filter.query)} escape '\\'`),
            like(sql`lower(${devices.name})`, sql`${likeText(filter.query)} escape '\\'`),
          )
        : undefined,
    )
  const wanted = sql.placeholder('wanted')
  const byId = prepared('device.get', () => db.select().from(devices).where(eq(devices.id, wanted)).limit(1))
  const ofMember = prepared('device.ofMember', () =>
    db.select().from(devices).where(eq(devices.memberId, wanted)).orderBy(asc(devices.createdAt)),
  )
  const byKey = prepared('device.byThumbprint', () =>
    db
      .select()
      .from(devices)
      .where(and(eq(devices.memberId, wanted), eq(devices.thumbprint, sql.placeholder('thumbprint'))))
      .limit(1),
  )
  const byIds = preparedMany('device.many', (ids) => db.select().from(devices).where(inArray(devices.id, ids)))
  return {
    async get(id) {
      const [row] = await byId({ wanted: id })
      return row ?? null
    },
    async byThumbprint(memberId, thumbprint) {
      const [row] = await byKey({ wanted: memberId, thumbprint })
      return row ?? null
    },
    ofMember: async (memberId): Promise<readonly Device[]> => ofMember({ wanted: memberId }),
    many: byIds,
    async list(filter) {
      const where = matching(filter)
      const [id] = filter.cursor ? decodeCursor(filter.cursor, ['string']) : []
      const rows = await db
        .select({ device: devices })
        .from(devices)
        .innerJoin(members, eq(members.id, devices.memberId))
        .where(and(where, id === undefined ? undefined : gt(devices.id, id)))
        .orderBy(asc(devices.id))
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(devices)
        .innerJoin(members, eq(members.id, devices.memberId))
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(
        rows.map((row) => row.device),
        filter.limit,
        counted?.n ?? 0,
        (last) => encodeCursor([last.id]),
      )
    },
  }
}

export function deviceWrites(tx: Writer, tables: Tables): DeviceWrites {
  const { devices } = tables
  const insert = preparedInsert('device', tx, devices)
  const at = sql.placeholder('at')
  const seenOne = prepared('device.seen', () =>
    tx
      .update(devices)
      .set({ lastSeenAt: sql`${at}` })
      .where(and(eq(devices.id, sql.placeholder('id')), or(isNull(devices.lastSeenAt), lt(devices.lastSeenAt, at)))),
  )
  return {
    ...deviceReads(tx, tables),
    insert: (device) => insert([device]),
    async update(id, change) {
      await tx.update(devices).set(change).where(eq(devices.id, id))
    },
    async setStatus(id, status) {
      await tx
        .update(devices)
        .set({ status, ...(status.appVersion === undefined ? {} : { appVersion: status.appVersion }) })
        .where(eq(devices.id, id))
    },
    async seen(seen) {
      for (const one of seen) await seenOne(one)
    },
  }
}
