import type { Org, OrgReads, OrgWrites } from '#domain/store.ts'
import { DEFAULT_POLICY } from '#domain/policy.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../tables.ts'

const ID = 'org'

type Row = Tables['orgs']['$inferSelect']
export function toOrg({ id: _, ...org }: Row): Org {
  // A policy that was stored before a value existed gets that value's default.
  return { ...org, policy: { ...DEFAULT_POLICY, ...org.policy } }
}

export function orgReads(db: Reader, { orgs }: Tables): OrgReads {
  const theOne = prepared('org.get', () => db.select().from(orgs).limit(1))
  return {
    async get() {
      const [row] = await theOne({})
      return row ? toOrg(row) : null
    },
  }
}

export function orgWrites(tx: Writer, tables: Tables): OrgWrites {
  return {
    ...orgReads(tx, tables),
    async insert(org) {
      const rows = await tx
        .insert(tables.orgs)
        .values({ ...org, id: ID })
        .onConflictDoNothing()
        .returning({ id: tables.orgs.id })
      return rows.length === 1
    },
    async update(change) {
      await tx.update(tables.orgs).set(change)
    },
  }
}
