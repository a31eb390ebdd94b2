import { and, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm'
import type { SampleReads, SampleWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { preparedInsertNew } from '../prepared.ts'
import type { Tables } from '../tables.ts'

/** What devices measured. Each figure reads the newest values of its own row by one index, never the whole table. */
export function sampleReads(db: Reader, { samples, signOuts, members, devices }: Tables): SampleReads {
  const newest = async (
    { subject, metric }: { subject: string; metric: string },
    limit: number,
    departments?: ReadonlySet<string>,
  ) => {
    const of = and(eq(samples.subject, subject), eq(samples.metric, metric))
    const all = db.select({ value: samples.value }).from(samples)
    const rows =
      departments === undefined
        ? all.where(of)
        : all
            .innerJoin(members, eq(members.id, samples.memberId))
            .where(and(of, inArray(members.departmentId, [...departments])))
    return (await rows.orderBy(desc(samples.at)).limit(limit)).map(({ value }) => value)
  }
  return {
    values: (asks, limit, departments) => Promise.all(asks.map((ask) => newest(ask, limit, departments))),
    lags: (since, limit, departments) =>
      db
        .select({
          signOutId: signOuts.id,
          kind: devices.kind,
          os: devices.os,
          state: signOuts.state,
          accessEndedAt: signOuts.accessEndedAt,
          closedAt: signOuts.closedAt,
        })
        .from(signOuts)
        .innerJoin(members, eq(members.id, signOuts.memberId))
        .innerJoin(devices, eq(devices.id, signOuts.deviceId))
        .where(
          and(
            or(isNull(signOuts.closedAt), gte(signOuts.closedAt, since)),
            departments ? inArray(members.departmentId, [...departments]) : undefined,
          ),
        )
        .orderBy(desc(signOuts.accessEndedAt))
        .limit(limit),
  }
}

export function sampleWrites(tx: Writer, tables: Tables): SampleWrites {
  const insertNew = preparedInsertNew('sample', tx, tables.samples)
  return {
    ...sampleReads(tx, tables),
    add: async (list) => void (await insertNew(list)),
  }
}
