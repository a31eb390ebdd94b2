import { z } from 'zod'
import { NOTICE_ANSWERS, NOTICE_KINDS } from '#domain/notice.ts'
import { signOutView } from './sign-out.ts'

/** One line of the inbox. What `data` holds depends on its kind; each member of it may be missing. */
const noticeView = z
  .object({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    at: z.string(),
    data: z.record(z.string(), z.unknown()),
    readAt: z.string().nullable(),
    answer: z.enum(NOTICE_ANSWERS).nullable(),
  })
  .meta({ id: 'Notice' })
export type NoticeView = z.infer<typeof noticeView>

/** `GET /api/v1/inbox`. */
export const inboxPage = z
  .object({
    items: z.array(noticeView),
    nextCursor: z.string().nullable(),
    total: z.int().nullable(),
    unread: z.int(),
  })
  .meta({ id: 'InboxPage' })
export type InboxPage = z.infer<typeof inboxPage>

export const inboxQuery = z.object({
  unread: z.enum(['true', 'false']).optional(),
  cursor: z.string().max(512).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
/** Without `ids`: all of them. */
export const inboxReadBody = z
  .object({ ids: z.array(z.string().min(1).max(64)).max(200).optional() })
  .meta({ id: 'InboxRead' })
export const inboxUnread = z.object({ unread: z.int() }).meta({ id: 'InboxUnread' })

export const signInAnswered = z.object({ answer: z.enum(NOTICE_ANSWERS) }).meta({ id: 'SignInAnswered' })
export const signInDisowned = z
  .object({ answer: z.literal('not-mine'), signOuts: z.array(signOutView) })
  .meta({ id: 'SignInDisowned' })

const idleDays = z.union([z.literal(7), z.literal(30), z.literal(90)])
/** `GET,PATCH /api/v1/preferences`. `idleDays: null` is as the policy has it. */
export const preferenceView = z
  .object({ idleDays: idleDays.nullable(), mail: z.boolean(), idleChoices: z.array(idleDays) })
  .meta({ id: 'Preferences' })
export type PreferenceView = z.infer<typeof preferenceView>
export const preferenceChange = z
  .object({ idleDays: idleDays.nullable().optional(), mail: z.boolean().optional() })
  .meta({ id: 'PreferencesChange' })
