import { DEVICE_KINDS, DEVICE_OSES, type DeviceClaim, type DeviceStatus, type PublicJwk } from '#domain/device.ts'
import { MEMBER_STATES, type Role } from '#domain/member.ts'
import type { Policy } from '#domain/policy.ts'
import { SIGN_IN_METHODS } from '#domain/session.ts'
import type { SignOutOptions } from '#domain/sign-out/options.ts'
import {
  SIGN_OUT_STATES,
  type Actor,
  type Original,
  type Progress,
  type Report,
  type Waiver,
} from '#domain/sign-out/sign-out.ts'
import type { BatchOutcome, BatchPlan } from '#domain/store.ts'
import type { Dialect } from './dialect.ts'

type Json = Readonly<Record<string, unknown>>

/** The only definitions of the tables, for both engines. Instants are milliseconds. */
export function defineTables(d: Dialect) {
  const orgs = d.table('org', {
    id: d.text('id').primaryKey(),
    name: d.text('name').notNull(),
    locale: d.oneOf('locale', ['en', 'zh-CN']).notNull(),
    timeZone: d.text('time_zone').notNull(),
    policy: d.json<Policy>('policy').notNull(),
    policyVersion: d.integer('policy_version').notNull(),
    epoch: d.integer('epoch').notNull(),
    createdAt: d.instant('created_at').notNull(),
    restoredAsOf: d.instant('restored_as_of'),
  })
  const departments = d.table('department', {
    id: d.text('id').primaryKey(),
    name: d.text('name').notNull(),
    parentId: d.text('parent_id'),
  })
  const members = d.table(
    'member',
    {
      id: d.text('id').primaryKey(),
      name: d.text('name').notNull(),
      email: d.text('email').notNull(),
      state: d.oneOf('state', MEMBER_STATES).notNull(),
      roles: d.json<readonly Role[]>('roles').notNull(),
      scopeDepartmentId: d.text('scope_department_id'),
      departmentId: d.text('department_id'),
      handlesCustomers: d.flag('handles_customers').notNull(),
      customFields: d.json<Readonly<Record<string, string>>>('custom_fields').notNull(),
      passwordHash: d.text('password_hash'),
      /** Lower-cased name, pinyin, initials and e-mail, for one LIKE. */
      search: d.text('search').notNull(),
      createdAt: d.instant('created_at').notNull(),
      suspendedAt: d.instant('suspended_at'),
    },
    (t) => [d.unique('member_email_idx').on(t.email), d.index('member_department_idx').on(t.departmentId)],
  )
  const devices = d.table(
    'device',
    {
      id: d.text('id').primaryKey(),
      memberId: d.text('member_id').notNull(),
      name: d.text('name').notNull(),
      kind: d.oneOf('kind', DEVICE_KINDS).notNull(),
      os: d.oneOf('os', DEVICE_OSES).notNull(),
      model: d.text('model'),
      appVersion: d.text('app_version'),
      installId: d.text('install_id').notNull(),
      publicKey: d.json<PublicJwk>('public_key').notNull(),
      thumbprint: d.text('thumbprint').notNull(),
      bound: d.flag('bound').notNull(),
      shared: d.flag('shared').notNull(),
      createdAt: d.instant('created_at').notNull(),
      lastSeenAt: d.instant('last_seen_at'),
      forgottenAt: d.instant('forgotten_at'),
      status: d.json<DeviceStatus>('status'),
    },
    (t) => [d.unique('device_key_idx').on(t.memberId, t.thumbprint)],
  )
  const sessions = d.table(
    'session',
    {
      id: d.text('id').primaryKey(),
      memberId: d.text('member_id').notNull(),
      deviceId: d.text('device_id').notNull(),
      tokenHash: d.text('token_hash').notNull(),
      method: d.oneOf('method', SIGN_IN_METHODS).notNull(),
      originalDeviceId: d.text('original_device_id'),
      bySelf: d.flag('by_self').notNull(),
      startedAt: d.instant('started_at').notNull(),
      lastSeenAt: d.instant('last_seen_at').notNull(),
      lastAcceptedAt: d.instant('last_accepted_at').notNull(),
      ip: d.text('ip'),
      expiresAt: d.instant('expires_at').notNull(),
      endedAt: d.instant('ended_at'),
      signOutId: d.text('sign_out_id'),
      epoch: d.integer('epoch').notNull(),
      startSeq: d.integer('start_seq').notNull(),
      ackedSeq: d.integer('acked_seq').notNull(),
      steppedUpAt: d.instant('stepped_up_at'),
    },
    (t) => [
      d.unique('session_token_idx').on(t.tokenHash),
      d.index('session_member_idx').on(t.memberId, t.endedAt),
      d.index('session_device_idx').on(t.deviceId, t.startedAt),
      d.index('session_expiry_idx').on(t.endedAt, t.expiresAt),
      d.index('session_idle_idx').on(t.endedAt, t.lastSeenAt),
    ],
  )
  const replacedTokens = d.table('replaced_token', {
    tokenHash: d.text('token_hash').primaryKey(),
    sessionId: d.text('session_id').notNull(),
  })
  const signOuts = d.table(
    'sign_out',
    {
      id: d.text('id').primaryKey(),
      batchId: d.text('batch_id').notNull(),
      memberId: d.text('member_id').notNull(),
      deviceId: d.text('device_id').notNull(),
      sessionId: d.text('session_id').notNull(),
      state: d.oneOf('state', SIGN_OUT_STATES).notNull(),
      by: d.json<Actor>('by').notNull(),
      reason: d.text('reason'),
      options: d.json<SignOutOptions>('options').notNull(),
      attempt: d.integer('attempt').notNull(),
      accessEndedAt: d.instant('access_ended_at').notNull(),
      lastAcceptedAt: d.instant('last_accepted_at').notNull(),
      original: d.json<Original>('original'),
      receivedAt: d.instant('received_at'),
      cleaningAt: d.instant('cleaning_at'),
      remindedAt: d.instant('reminded_at'),
      /** When it was confirmed or waived; the board shows the last day's. */
      closedAt: d.instant('closed_at'),
      progress: d.json<Progress>('progress'),
      report: d.json<Report>('report'),
      waiver: d.json<Waiver>('waiver'),
      nonce: d.text('nonce').notNull(),
      share: d.text('share'),
      refused: d.integer('refused').notNull(),
      receiptKid: d.text('receipt_kid'),
      receiptIssuer: d.text('receipt_issuer'),
      reportSha256: d.text('report_sha256'),
      logSeq: d.integer('log_seq'),
      logHash: d.text('log_hash'),
    },
    (t) => [
      d.unique('sign_out_session_idx').on(t.sessionId),
      d.index('sign_out_member_idx').on(t.memberId, t.accessEndedAt),
      d.index('sign_out_batch_idx').on(t.batchId),
      d.index('sign_out_device_idx').on(t.deviceId),
      d.index('sign_out_closed_idx').on(t.closedAt, t.accessEndedAt),
    ],
  )
  const followers = d.table(
    'follower',
    {
      signOutId: d.text('sign_out_id').notNull(),
      sessionId: d.text('session_id').notNull(),
      deviceId: d.text('device_id').notNull(),
      name: d.text('name').notNull(),
      seq: d.integer('seq').notNull(),
      syncedAt: d.instant('synced_at'),
    },
    (t) => [
      d.primaryKey({ columns: [t.signOutId, t.sessionId] }),
      d.index('follower_session_idx').on(t.sessionId, t.syncedAt),
    ],
  )
  const answers = d.table(
    'confirmation_answer',
    {
      signOutId: d.text('sign_out_id').notNull(),
      jti: d.text('jti').notNull(),
      state: d.oneOf('state', SIGN_OUT_STATES).notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.signOutId, t.jti] })],
  )
  const streams = d.table('stream', {
    id: d.text('id').primaryKey(),
    head: d.integer('head').notNull(),
    headAt: d.instant('head_at').notNull(),
    headHash: d.text('head_hash').notNull(),
  })
  const entries = d.table(
    'entry',
    {
      stream: d.text('stream').notNull(),
      seq: d.integer('seq').notNull(),
      at: d.instant('at').notNull(),
      type: d.text('type').notNull(),
      data: d.json<Json>('data'),
      salt: d.text('salt'),
      dataHash: d.text('data_hash').notNull(),
      hash: d.text('hash').notNull(),
      /** The sign-out an entry is about, for its device's own reading. */
      signOutId: d.text('sign_out_id'),
    },
    (t) => [
      d.primaryKey({ columns: [t.stream, t.seq] }),
      d.index('entry_at_idx').on(t.at),
      d.index('entry_sign_out_idx').on(t.signOutId, t.seq),
    ],
  )
  const links = d.table(
    'link',
    {
      id: d.text('id').primaryKey(),
      deviceCodeHash: d.text('device_code_hash').notNull(),
      userCode: d.text('user_code').notNull(),
      checkNumber: d.text('check_number').notNull(),
      claim: d.json<DeviceClaim>('claim').notNull(),
      ip: d.text('ip'),
      createdAt: d.instant('created_at').notNull(),
      expiresAt: d.instant('expires_at').notNull(),
      state: d.oneOf('state', ['open', 'approved', 'denied', 'burnt', 'redeemed']).notNull(),
      memberId: d.text('member_id'),
      scannedBy: d.text('scanned_by'),
      wrongNumbers: d.integer('wrong_numbers').notNull(),
      decidedAt: d.instant('decided_at'),
      approverSessionId: d.text('approver_session_id'),
      approverDeviceId: d.text('approver_device_id'),
      sessionId: d.text('session_id'),
      intervalS: d.integer('interval_s').notNull(),
      polledAt: d.instant('polled_at'),
    },
    (t) => [
      d.unique('link_device_code_idx').on(t.deviceCodeHash),
      d.unique('link_user_code_idx').on(t.userCode),
      d.index('link_member_idx').on(t.memberId, t.state),
    ],
  )
  const invitations = d.table('invitation', {
    tokenHash: d.text('token_hash').primaryKey(),
    memberId: d.text('member_id').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
    usedAt: d.instant('used_at'),
  })
  const batches = d.table(
    'batch',
    {
      id: d.text('id').primaryKey(),
      requestedAt: d.instant('requested_at').notNull(),
      by: d.json<Actor>('by').notNull(),
      state: d.oneOf('state', ['running', 'done', 'stopped']).notNull(),
      total: d.integer('total').notNull(),
      done: d.integer('done').notNull(),
      failed: d.integer('failed').notNull(),
      plan: d.json<BatchPlan>('plan'),
      outcomes: d.json<readonly BatchOutcome[]>('outcomes').notNull(),
    },
    (t) => [d.index('batch_state_idx').on(t.state)],
  )
  const previews = d.table('preview', {
    id: d.text('id').primaryKey(),
    by: d.text('by').notNull(),
    sessions: d.json<readonly string[]>('sessions').notNull(),
    asked: d.json<Json>('asked').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
  })
  const signingKeys = d.table('signing_key', {
    kid: d.text('kid').primaryKey(),
    publicJwk: d.json<Readonly<Record<string, string>>>('public_jwk').notNull(),
    wrapped: d.text('wrapped').notNull(),
    createdAt: d.instant('created_at').notNull(),
    retiredAt: d.instant('retired_at'),
  })
  const failures = d.table(
    'failure',
    { id: d.text('id').primaryKey(), bucket: d.text('bucket').notNull(), at: d.instant('at').notNull() },
    (t) => [d.index('failure_bucket_idx').on(t.bucket, t.at)],
  )
  const challenges = d.table('challenge', {
    id: d.text('id').primaryKey(),
    memberId: d.text('member_id').notNull(),
    thumbprint: d.text('thumbprint').notNull(),
    expiresAt: d.instant('expires_at').notNull(),
  })
  const idempotency = d.table('idempotency', {
    key: d.text('key').primaryKey(),
    bodyHash: d.text('body_hash').notNull(),
    status: d.integer('status'),
    body: d.text('body'),
    at: d.instant('at').notNull(),
  })
  const nodes = d.table('node', {
    id: d.text('id').primaryKey(),
    aliveUntil: d.instant('alive_until').notNull(),
    secret: d.text('secret').notNull(),
  })
  const presenceLines = d.table(
    'presence_line',
    {
      deviceId: d.text('device_id').notNull(),
      nodeId: d.text('node_id').notNull(),
      memberId: d.text('member_id').notNull(),
      until: d.instant('until'),
    },
    (t) => [d.primaryKey({ columns: [t.deviceId, t.nodeId] }), d.index('presence_line_node_idx').on(t.nodeId)],
  )
  const leases = d.table('lease', {
    name: d.text('name').primaryKey(),
    holder: d.text('holder').notNull(),
    until: d.instant('until').notNull(),
  })
  return {
    orgs,
    departments,
    members,
    devices,
    sessions,
    replacedTokens,
    signOuts,
    followers,
    answers,
    streams,
    entries,
    links,
    invitations,
    batches,
    previews,
    signingKeys,
    failures,
    challenges,
    idempotency,
    nodes,
    presenceLines,
    leases,
  }
}
export type Tables = ReturnType<typeof defineTables>
