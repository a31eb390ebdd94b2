import {
  inboxPage,
  inboxQuery,
  inboxReadBody,
  inboxUnread,
  preferenceChange,
  preferenceView,
  signInAnswered,
  signInDisowned,
} from '#protocol/inbox.ts'
import { disownSignIn, vouchForSignIn } from '../../commands/answer-sign-in.ts'
import { changePreference, readInbox } from '../../commands/read-inbox.ts'
import { countUnread, listInbox, preferenceShown } from '../../queries/inbox.ts'
import { signOutViews } from '../../queries/sign-out-view.ts'
import { ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

const tag = 'Inbox'

/** What a member is told, what they answer, and what they chose to be told of. Always the caller's own. */
export const inboxRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/inbox',
    name: 'listInbox',
    tag,
    summary: 'What the caller was told, newest first',
    query: inboxQuery,
    answer: inboxPage,
    async run({ ports, caller, query }) {
      const { unread, cursor, limit } = query()
      return ok(await listInbox(ports, caller.viewer, { unread: unread === 'true', cursor, limit }))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/inbox/read',
    name: 'readInbox',
    tag,
    summary: 'Marks lines as read; without `ids`, all of them',
    body: inboxReadBody,
    answer: inboxUnread,
    async run({ ports, caller, body }) {
      await readInbox(ports, caller.viewer, (await body()).ids ?? null)
      return ok({ unread: await countUnread(ports, caller.viewer) })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/sessions/{id}/mine',
    name: 'vouchForSignIn',
    tag,
    summary: 'A new sign-in was the caller’s own',
    answer: signInAnswered,
    refusals: ['not_found', 'forbidden'],
    async run({ ports, caller, id }) {
      await vouchForSignIn(ports, { viewer: caller.viewer, own: caller.session, sessionId: id() })
      return ok({ answer: 'mine' })
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/sessions/{id}/not-mine',
    name: 'disownSignIn',
    tag,
    summary: 'A new sign-in was not the caller’s: ends it and what was linked by it',
    answer: signInDisowned,
    signsOut: true,
    refusals: ['not_found', 'forbidden', 'step_up_required'],
    async run({ ports, caller, id }) {
      const signOuts = await disownSignIn(ports, { viewer: caller.viewer, own: caller.session, sessionId: id() })
      return ok({ answer: 'not-mine', signOuts: await signOutViews(ports, signOuts) })
    },
  }),
  session({
    method: 'get',
    path: '/api/v1/preferences',
    name: 'getPreferences',
    tag,
    summary: 'What the caller chose for themselves',
    answer: preferenceView,
    run: async ({ ports, caller }) => ok(await preferenceShown(ports, caller.viewer)),
  }),
  session({
    method: 'patch',
    path: '/api/v1/preferences',
    name: 'changePreferences',
    tag,
    summary: 'Changes them: when idle devices sign out, and mail',
    body: preferenceChange,
    answer: preferenceView,
    async run({ ports, caller, body }) {
      await changePreference(ports, caller.viewer, await body())
      return ok(await preferenceShown(ports, caller.viewer))
    },
  }),
]
