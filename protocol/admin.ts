import { z } from 'zod'
import { DEVICE_KINDS, DEVICE_VIEWS } from '#domain/device.ts'
import { MEMBER_STATES, ROLES } from '#domain/member.ts'
import { SIGN_OUT_STATES } from '#domain/sign-out/sign-out.ts'
import { VERIFICATION_STATES } from '#domain/verification.ts'
import { deviceList, deviceView } from './device.ts'
import { pageOf, pageQuery } from './page.ts'
import { actorView, askedOptions, batchRef, batchView, leftBehind, signOutView } from './sign-out.ts'

const id = z.string().min(1).max(128)
const name = z.string().trim().min(1).max(200)
const reason = z.string().trim().max(500)

/** A reason that an act needs: at least ten characters, or `reason_required`. */
export const reasonBody = z.object({ reason: reason.optional() }).meta({ id: 'Reason' })

export const departmentView = z
  .object({ id: z.string(), name: z.string(), parentId: z.string().nullable() })
  .meta({ id: 'Department' })
export const departmentPage = pageOf(departmentView, 'DepartmentPage')
export const departmentBody = z.object({ name, parentId: id.nullish() }).meta({ id: 'NewDepartment' })

const customFields = z
  .record(z.string().min(1).max(64), z.string().max(1_000))
  .refine((fields) => Object.keys(fields).length <= 50)
const roles = z.array(z.enum(ROLES)).max(ROLES.length)

/** `POST /api/v1/admin/members`. */
export const memberBody = z
  .object({
    name,
    email: z.string().trim().pipe(z.email()).pipe(z.string().max(320)),
    departmentId: id.nullish(),
    roles: roles.optional(),
    scope: id.nullish(),
    handlesCustomers: z.boolean().optional(),
    customFields: customFields.optional(),
  })
  .meta({ id: 'NewMember' })

/** `PATCH /api/v1/admin/members/{id}`. */
export const memberChange = z
  .object({
    name: name.optional(),
    departmentId: id.nullable().optional(),
    roles: roles.optional(),
    scope: id.nullable().optional(),
    handlesCustomers: z.boolean().optional(),
    customFields: customFields.optional(),
  })
  .meta({ id: 'MemberChange' })

export const adminMember = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(MEMBER_STATES),
    roles: z.array(z.enum(ROLES)),
    scope: z.string().nullable(),
    departmentId: z.string().nullable(),
    handlesCustomers: z.boolean(),
    customFields: z.record(z.string(), z.string()),
    createdAt: z.string(),
    suspendedAt: z.string().nullable(),
  })
  .meta({ id: 'AdminMember' })
export type AdminMember = z.infer<typeof adminMember>
/** With the mark of whoever signed out with something open and has not cleared it (guide statement 7.7). */
export const markedMember = adminMember.extend({ risk: leftBehind.nullable() }).meta({ id: 'MarkedMember' })
export type MarkedMember = z.infer<typeof markedMember>
export const adminMemberPage = pageOf(markedMember, 'AdminMemberPage')
export const adminMemberDetail = markedMember
  .extend({ devices: deviceList.nullable(), signOuts: z.array(signOutView).nullable() })
  .meta({ id: 'AdminMemberDetail', description: 'Devices and sign-outs are null for who may not see them.' })
export const memberQuery = pageQuery.extend({
  query: z.string().max(200).optional(),
  state: z.enum(MEMBER_STATES).optional(),
  departmentId: id.optional(),
})

export const invited = z
  .object({ member: adminMember, invitation: z.object({ url: z.string(), token: z.string(), expiresAt: z.string() }) })
  .meta({ id: 'Invited', description: 'The invitation is shown once.' })
/** `POST /api/v1/admin/members/import`: with `dryRun=1` it only checks. */
export const importQuery = z.object({ dryRun: z.enum(['0', '1']).optional() })
const rowError = z
  .object({ row: z.int(), column: z.string(), code: z.string(), detail: z.string() })
  .meta({ id: 'RowError', description: '`row` counts from 1 below the column names.' })
export const membersImported = z
  .object({
    rows: z.int(),
    valid: z.int(),
    errors: z.array(rowError),
    invited: z.array(
      z.object({
        member: z.object({ id: z.string(), name: z.string(), email: z.string() }),
        invitation: z.object({ url: z.string(), token: z.string(), expiresAt: z.string() }),
      }),
    ),
  })
  .meta({ id: 'MembersImported', description: 'The invitations are shown once; none after a dry run.' })
export type MembersImported = z.infer<typeof membersImported>

/** `POST /api/v1/admin/members/{id}/password-link`: with mail the link goes to the member alone, and `url` is null. */
export const passwordLink = z.object({ url: z.string().nullable(), expiresAt: z.string() }).meta({ id: 'PasswordLink' })
export type PasswordLinkView = z.infer<typeof passwordLink>
export const memberActed = z.object({ member: adminMember, signOuts: z.array(signOutView) }).meta({ id: 'MemberActed' })

export const adminDevice = deviceView
  .extend({ member: z.object({ id: z.string(), name: z.string(), departmentId: z.string().nullable() }).nullable() })
  .meta({ id: 'AdminDevice' })
export const adminDevicePage = pageOf(adminDevice, 'AdminDevicePage')
export const adminDeviceQuery = pageQuery.extend({
  query: z.string().max(200).optional(),
  kind: z.enum(DEVICE_KINDS).optional(),
  departmentId: id.optional(),
  memberId: id.optional(),
  view: z.enum(DEVICE_VIEWS).optional(),
})

/** `POST /api/v1/admin/sign-outs`. */
export const forceBody = askedOptions
  .extend({
    members: z.array(id).min(1).max(10_000).optional(),
    sessions: z.array(id).min(1).max(10_000).optional(),
    filter: z
      .object({
        departmentId: id.optional(),
        query: z.string().max(200).optional(),
        kind: z.enum(DEVICE_KINDS).optional(),
        all: z.literal(true).optional(),
      })
      .optional(),
    kinds: z.array(z.enum(DEVICE_KINDS)).min(1).optional(),
    reason: reason.optional(),
    confirm: z.boolean().optional(),
    previewId: id.optional(),
  })
  .meta({ id: 'ForceSignOuts' })

export const forced = z
  .object({
    batch: batchRef.extend(
      batchView.pick({ state: true, total: true, done: true, failed: true, outcomes: true }).shape,
    ),
    signOuts: z.array(signOutView),
  })
  .meta({ id: 'Forced' })

/** `GET /api/v1/admin/live`. `state` as for `/sign-outs`; `ids` divided by commas: these alone. */
export const liveQuery = pageQuery.extend({
  state: z.string().max(200).optional(),
  mark: z.enum(['attention', 'overdue', 'unreachable']).optional(),
  query: z.string().max(200).optional(),
  kind: z.enum(DEVICE_KINDS).optional(),
  departmentId: id.optional(),
  by: z.enum(['member', 'admin', 'system']).optional(),
  minLagMs: z.coerce.number<string>().int().min(0).optional(),
  ids: z.string().max(10_000).optional(),
})
const boardRow = signOutView
  .extend({
    member: z.object({
      id: z.string(),
      name: z.string(),
      departmentId: z.string().nullable(),
      handlesCustomers: z.boolean(),
    }),
    online: z.boolean(),
    lastHeardAt: z.string().nullable(),
  })
  .meta({ id: 'BoardRow' })
export type BoardRowView = z.infer<typeof boardRow>
export const liveView = z
  .object({
    counts: z.record(z.enum(SIGN_OUT_STATES), z.int()),
    overdue: z.int(),
    unreachable: z.int(),
    lag: z.object({
      p50Ms: z.int().nullable(),
      p95Ms: z.int().nullable(),
      histogram: z.array(z.object({ uptoMs: z.int().nullable(), count: z.int() })),
    }),
    total: z.int(),
    signOuts: z.array(boardRow),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'Live' })
export type LiveView = z.infer<typeof liveView>

/** `GET /api/v1/admin/audit`: the log itself, newest first. */
export const auditQuery = pageQuery.extend({
  stream: id.optional(),
  type: z.string().max(500).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
})
export const auditEntry = z
  .object({
    stream: z.string(),
    seq: z.int(),
    at: z.string(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()).nullable(),
    erased: z.boolean(),
    dataHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export const auditPage = pageOf(auditEntry, 'AuditPage')
const entryRef = z.object({ stream: z.string(), seq: z.int() })
/** `GET /api/v1/admin/audit/verify`: all at once. */
export const auditVerified = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    erased: z.int(),
    brokenAt: entryRef.optional(),
  })
  .meta({ id: 'AuditVerified' })
const sizeOfLog = z.object({ logs: z.int(), entries: z.int() })
/** `POST /api/v1/admin/audit/verifications`: the same as a job of the server. */
export const verificationView = sizeOfLog
  .extend({
    id: z.string(),
    state: z.enum(VERIFICATION_STATES),
    by: actorView,
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    stoppedBy: actorView.nullable(),
    total: sizeOfLog,
    erased: z.int(),
    fingerprint: z.string().nullable(),
    brokenAt: entryRef.extend({ member: z.string().nullable() }).nullable(),
  })
  .meta({
    id: 'Verification',
    description:
      '`logs` and `entries` are walked, of `total`; `fingerprint` is one hash over the heads of all logs, once they all verify; `brokenAt` the first entry that does not, and whose log it is in.',
  })
export type VerificationView = z.infer<typeof verificationView>
export const verificationsView = z
  .object({ newest: verificationView.nullable(), result: verificationView.nullable() })
  .meta({ id: 'Verifications', description: '`result` is the newest that was neither stopped nor still runs.' })
export type VerificationsView = z.infer<typeof verificationsView>
/** Without a filter the whole log, stream by stream; with one, what `GET /audit` finds by it, newest first. */
export const exportQuery = auditQuery
  .omit({ cursor: true, limit: true })
  .extend({ format: z.enum(['csv', 'jsonl']).default('csv') })

/** `GET,POST /api/v1/admin/restored`. */
export const restoredView = z.object({ asOf: z.string(), members: z.array(adminMember) }).meta({ id: 'Restored' })
export const restoredConfirm = z.object({ confirm: z.literal(true) }).meta({ id: 'RestoredConfirm' })
