import { TICKET_KINDS } from '#domain/credential.ts'
import type { Dialect } from '../dialect.ts'

/** What people prove themselves with beside a password. */
export function credentialTables(d: Dialect) {
  const passkeys = d.table(
    'passkey',
    {
      id: d.text('id').primaryKey(),
      credentialId: d.text('credential_id').notNull(),
      memberId: d.text('member_id').notNull(),
      name: d.text('name').notNull(),
      publicKey: d.text('public_key').notNull(),
      /** 32 bits without a sign: more than Postgres' integer. */
      counter: d.instant('counter').notNull(),
      transports: d.json<readonly string[]>('transports').notNull(),
      backedUp: d.flag('backed_up').notNull(),
      createdAt: d.instant('created_at').notNull(),
      lastUsedAt: d.instant('last_used_at'),
    },
    (t) => [d.unique('passkey_credential_idx').on(t.credentialId), d.index('passkey_member_idx').on(t.memberId)],
  )
  const authenticators = d.table('authenticator', {
    memberId: d.text('member_id').primaryKey(),
    sealed: d.text('sealed').notNull(),
    createdAt: d.instant('created_at').notNull(),
    confirmedAt: d.instant('confirmed_at'),
    lastStep: d.integer('last_step').notNull(),
  })
  const recoveryCodes = d.table(
    'recovery_code',
    {
      memberId: d.text('member_id').notNull(),
      hash: d.text('hash').notNull(),
      createdAt: d.instant('created_at').notNull(),
      usedAt: d.instant('used_at'),
    },
    (t) => [d.primaryKey({ columns: [t.memberId, t.hash] })],
  )
  const identities = d.table(
    'identity',
    {
      issuer: d.text('issuer').notNull(),
      subject: d.text('subject').notNull(),
      memberId: d.text('member_id').notNull(),
      linkedAt: d.instant('linked_at').notNull(),
    },
    (t) => [d.primaryKey({ columns: [t.issuer, t.subject] }), d.unique('identity_member_idx').on(t.issuer, t.memberId)],
  )
  const tickets = d.table(
    'ticket',
    {
      hash: d.text('hash').primaryKey(),
      kind: d.oneOf('kind', TICKET_KINDS).notNull(),
      memberId: d.text('member_id'),
      method: d.oneOf('method', ['oidc', 'passkey']),
      expiresAt: d.instant('expires_at').notNull(),
    },
    (t) => [d.index('ticket_member_idx').on(t.memberId, t.kind)],
  )
  return { passkeys, authenticators, recoveryCodes, identities, tickets }
}
