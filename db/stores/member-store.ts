import { and, asc, eq, gt, inArray, like, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Department, Member } from '#domain/member.ts'
import type { MemberFilter, MemberReads, MemberWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, likeText, toPage } from './page.ts'

type Row = Tables['members']['$inferSelect']

function toMember({ passwordHash: _, search: __, ...member }: Row): Member {
  return member
}

export function memberReads(db: Reader, { members, departments }: Tables): MemberReads {
  const first = (rows: Row[]) => (rows[0] ? toMember(rows[0]) : null)
  const matching = (filter: MemberFilter): SQL | undefined =>
    and(
      filter.state ? eq(members.state, filter.state) : ne(members.state, 'removed'),
      filter.query ? like(members.search, sql`${likeText(filter.query)} escape '\\'`) : undefined,
      filter.departments ? inArray(members.departmentId, [...filter.departments]) : undefined,
    )
  const byId = prepared('member.get', () =>
    db
      .select()
      .from(members)
      .where(eq(members.id, sql.placeholder('id')))
      .limit(1),
  )
  const byIds = preparedMany('member.many', (ids) => db.select().from(members).where(inArray(members.id, ids)))
  return {
    get: async (id) => first(await byId({ id })),
    byEmail: async (email) =>
      first(
        await db
          .select()
          .from(members)
          .where(and(eq(members.email, email), ne(members.state, 'removed')))
          .limit(1),
      ),
    many: async (ids) => (await byIds(ids)).map(toMember),
    async passwordHash(id) {
      const [row] = await db.select({ hash: members.passwordHash }).from(members).where(eq(members.id, id)).limit(1)
      return row?.hash ?? null
    },
    async list(filter) {
      const where = matching(filter)
      const [name, id] = filter.cursor ? decodeCursor(filter.cursor, ['string', 'string']) : []
      const after =
        name === undefined || id === undefined
          ? undefined
          : or(gt(members.name, name), and(eq(members.name, name), gt(members.id, id)))
      const rows = await db
        .select()
        .from(members)
        .where(and(where, after))
        .orderBy(asc(members.name), asc(members.id))
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(members)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows.map(toMember), filter.limit, counted?.n ?? 0, (last) => encodeCursor([last.name, last.id]))
    },
    async countRole(role) {
      const rows = await db.select({ roles: members.roles }).from(members).where(eq(members.state, 'active'))
      return rows.filter((row) => row.roles.includes(role)).length
    },
    async withRole(roles) {
      const rows = await db
        .select()
        .from(members)
        .where(and(eq(members.state, 'active'), ne(sql`cast(${members.roles} as text)`, '[]')))
      return rows.map(toMember).filter((member) => roles.some((role) => member.roles.includes(role)))
    },
    departments: async () =>
      (await db.select().from(departments).orderBy(asc(departments.name))) satisfies Department[],
  }
}

export function memberWrites(tx: Writer, tables: Tables): MemberWrites {
  const { members, departments } = tables
  return {
    ...memberReads(tx, tables),
    async insert(member, passwordHash, search) {
      await tx.insert(members).values({ ...member, passwordHash, search })
    },
    async update(id, change) {
      await tx.update(members).set(change).where(eq(members.id, id))
    },
    async setPassword(id, hash) {
      await tx.update(members).set({ passwordHash: hash }).where(eq(members.id, id))
    },
    async insertDepartment(department) {
      await tx.insert(departments).values(department)
    },
  }
}
