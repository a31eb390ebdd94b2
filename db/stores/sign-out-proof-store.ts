import { and, desc, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { SignOutProofReads, SignOutProofWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { toSignOut } from './sign-out-row.ts'

/** What a sign-out is proved with: its nonce and share, the seal of its receipt, the confirmations that were answered or refused. */
export function proofReads(db: Reader, { signOuts, answers, devices }: Tables): SignOutProofReads {
  const wanted = sql.placeholder('wanted')
  const theSecrets = prepared('sign-out.secrets', () =>
    db.select({ nonce: signOuts.nonce, share: signOuts.share }).from(signOuts).where(eq(signOuts.id, wanted)).limit(1),
  )
  const answer = prepared('sign-out.answered', () =>
    db
      .select({ state: answers.state })
      .from(answers)
      .where(and(eq(answers.signOutId, wanted), eq(answers.jti, sql.placeholder('jti'))))
      .limit(1),
  )
  const provingOf = prepared('sign-out.proving', () =>
    db
      .select({ signOut: signOuts, device: devices })
      .from(signOuts)
      .leftJoin(devices, eq(devices.id, signOuts.deviceId))
      .where(eq(signOuts.id, wanted))
      .limit(1),
  )
  return {
    async proving(id) {
      const [row] = await provingOf({ wanted: id })
      if (!row) return null
      const { nonce, share } = row.signOut
      return { signOut: toSignOut(row.signOut), device: row.device, secrets: { nonce, share } }
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
  }
}

export function proofWrites(tx: Writer, tables: Tables): SignOutProofWrites {
  const { signOuts, answers } = tables
  const wanted = sql.placeholder('wanted')
  const byId = eq(signOuts.id, wanted)
  const share = prepared('sign-out.share', () =>
    tx
      .update(signOuts)
      .set({ share: sql`${sql.placeholder('share')}` })
      .where(byId),
  )
  const dropShares = preparedMany('sign-out.dropSharesOf', (deviceIds) =>
    tx
      .update(signOuts)
      .set({ share: null })
      .where(and(inArray(signOuts.deviceId, deviceIds), isNotNull(signOuts.share)))
      .returning({ id: signOuts.id }),
  )
  const answer = prepared('sign-out.recordAnswer', () =>
    tx
      .insert(answers)
      .values({ signOutId: wanted, jti: sql.placeholder('jti'), state: sql.placeholder('state') })
      .onConflictDoNothing(),
  )
  return {
    ...proofReads(tx, tables),
    async setShare(id, value) {
      await share({ wanted: id, share: value })
    },
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
    async dropSharesOf(deviceIds) {
      await dropShares(deviceIds)
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
