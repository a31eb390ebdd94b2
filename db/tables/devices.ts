import { DEVICE_KINDS, DEVICE_OSES, type DeviceClaim, type DeviceStatus, type PublicJwk } from '#domain/device.ts'
import { SIGN_IN_METHODS } from '#domain/session.ts'
import type { Dialect } from '../dialect.ts'

/** Devices, their sessions, and the links by which one lets another in. */
export function deviceTables(d: Dialect) {
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
  return { devices, sessions, replacedTokens, links }
}
