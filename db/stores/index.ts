import type { Reads, Store, Writes } from '#domain/store.ts'
import type { Database, Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'
import {
  challengeWrites,
  failureReads,
  failureWrites,
  idempotencyWrites,
  invitationReads,
  invitationWrites,
} from './admission-store.ts'
import { batchReads, batchWrites, keyReads, keyWrites } from './batch-store.ts'
import { closingReads, closingWrites } from './closing-store.ts'
import { hookReads, hookWrites } from './hook-store.ts'
import { integrationReads, integrationWrites } from './integration-store.ts'
import {
  factorReads,
  factorWrites,
  identityReads,
  identityWrites,
  passkeyReads,
  passkeyWrites,
} from './credential-store.ts'
import { deviceReads, deviceWrites } from './device-store.ts'
import { linkReads, linkWrites } from './link-store.ts'
import { logOfOneWrite, logReads, logStatements, type LogStatements } from './log-store.ts'
import { macExitReads, macExitWrites } from './mac-exit-store.ts'
import { mailReads, mailWrites } from './mail-store.ts'
import { memberReads, memberWrites } from './member-store.ts'
import { leaseWrites, nodeReads, nodeWrites } from './node-store.ts'
import { noticeReads, noticeWrites } from './notice-store.ts'
import { orgReads, orgWrites } from './org-store.ts'
import { preferenceReads, preferenceWrites } from './preference-store.ts'
import { sampleReads, sampleWrites } from './sample-store.ts'
import { obligationReads, obligationWrites } from './obligation-store.ts'
import { runReads, runWrites } from './run-store.ts'
import { sessionReads, sessionWrites } from './session-store.ts'
import { signOutReads, signOutWrites } from './sign-out-store.ts'
import { ticketReads, ticketWrites } from './ticket-store.ts'
import { verificationReads, verificationWrites } from './verification-store.ts'

/** The store over a database: the domain's words above, one set of queries below, for both engines. */
export function createStore(db: Database): Store {
  return {
    read: readsOf(db.read, db.tables),
    write: (work) =>
      db.write((tx) => {
        const writes = writesOf(tx, db.tables)
        return work({ ...writes, log: logOfOneWrite(writes.log) })
      }),
    ping: () => db.ping(),
    compact: () => db.compact(),
  }
}

function readsOf(db: Reader, tables: Tables): Reads {
  return {
    org: orgReads(db, tables),
    members: memberReads(db, tables),
    devices: deviceReads(db, tables),
    sessions: sessionReads(db, tables),
    signOuts: signOutReads(db, tables),
    log: logReads(db, tables),
    links: linkReads(db, tables),
    macExits: macExitReads(db, tables),
    invitations: invitationReads(db, tables),
    batches: batchReads(db, tables),
    keys: keyReads(db, tables),
    failures: failureReads(db, tables),
    factors: factorReads(db, tables),
    identities: identityReads(db, tables),
    passkeys: passkeyReads(db, tables),
    tickets: ticketReads(db, tables),
    mail: mailReads(db, tables),
    hooks: hookReads(db, tables),
    nodes: nodeReads(db, tables),
    notices: noticeReads(db, tables),
    preferences: preferenceReads(db, tables),
    samples: sampleReads(db, tables),
    obligations: obligationReads(db, tables),
    runs: runReads(db, tables),
    integrations: integrationReads(db, tables),
    closings: closingReads(db, tables),
    verifications: verificationReads(db, tables),
  }
}

type Built = Omit<Writes, 'log'> & { readonly log: LogStatements }
const built = new WeakMap<Writer, Built>()

/** SQLite has one writer for good, so its stores are built once; a transaction of Postgres gets its own. */
function writesOf(tx: Writer, tables: Tables): Built {
  const known = built.get(tx)
  if (known) return known
  const writes: Built = {
    org: orgWrites(tx, tables),
    members: memberWrites(tx, tables),
    devices: deviceWrites(tx, tables),
    sessions: sessionWrites(tx, tables),
    signOuts: signOutWrites(tx, tables),
    log: logStatements(tx, tables),
    links: linkWrites(tx, tables),
    macExits: macExitWrites(tx, tables),
    invitations: invitationWrites(tx, tables),
    batches: batchWrites(tx, tables),
    keys: keyWrites(tx, tables),
    failures: failureWrites(tx, tables),
    factors: factorWrites(tx, tables),
    identities: identityWrites(tx, tables),
    passkeys: passkeyWrites(tx, tables),
    tickets: ticketWrites(tx, tables),
    mail: mailWrites(tx, tables),
    hooks: hookWrites(tx, tables),
    challenges: challengeWrites(tx, tables),
    idempotency: idempotencyWrites(tx, tables),
    nodes: nodeWrites(tx, tables),
    obligations: obligationWrites(tx, tables),
    runs: runWrites(tx, tables),
    integrations: integrationWrites(tx, tables),
    closings: closingWrites(tx, tables),
    verifications: verificationWrites(tx, tables),
    leases: leaseWrites(tx, tables),
    notices: noticeWrites(tx, tables),
    preferences: preferenceWrites(tx, tables),
    samples: sampleWrites(tx, tables),
  }
  built.set(tx, writes)
  return writes
}
